import Platform
import SystemPackage
import TensorBoard

/// Times for one workload, with the writer, plain writes and the peers taking turns.
struct WriteMeasurement {
    private let workload: WrittenWorkload
    private let fileByteCount: Int
    private let logSeconds: Double
    private let plainSeconds: Double
    private var peers: [(name: String, count: Int, byteCount: Int, seconds: Double)] = []

    init(
        of workload: WrittenWorkload,
        _ material: WrittenWorkload.Material,
        in directory: String,
        rounds: Int,
        peers: PythonPeers?
    ) throws {
        self.workload = workload
        var options = SummaryWriter.Options()
        // Values that the disk is too slow for must count, not be dropped.
        options.queuePolicy = .wait
        var times: (log: [Double], plain: [Double]) = ([], [])
        var results: [String: [PythonPeers.Result]] = [:]
        var byteCount = 0
        for _ in 0..<rounds {
            let writer = try SummaryWriter(logdir: directory, options: options)
            guard let file = writer.eventFile else { throw Errno.noSuchFileOrDirectory }
            times.log.append(
                try Clock.seconds {
                    workload.log(material, to: writer)
                    try writer.close()
                }
            )
            let bytes = try ReadLoop.contents(of: file)
            try FileRemoval.remove(file)
            byteCount = bytes.count
            times.plain.append(try Clock.seconds { try PlainWrite.write(bytes, to: file) })
            try FileRemoval.remove(file)
            for result in try peers?.measure(workload) ?? [] {
                results[result.name, default: []].append(result)
            }
        }
        fileByteCount = byteCount
        logSeconds = Table.median(times.log)
        plainSeconds = Table.median(times.plain)
        for (name, results) in results.sorted(by: { $0.key < $1.key }) {
            let seconds = Table.median(results.map(\.seconds))
            self.peers.append((name, results[0].count, results[0].byteCount, seconds))
        }
    }

    static let header = Table.row([
        ("workload", 10), ("writer", 12), ("values", 9), ("seconds", 7), ("values/s", 10),
        ("data MB/s", 9), ("bytes/value", 11), ("file MB/s", 9), ("ours is", 10),
    ])

    /// The lines of the table: this writer, the limit, the peers.
    var rows: [String] {
        let ours = Double(workload.count) / logSeconds
        var rows = [
            row("tfevents", workload.count, logSeconds, fileByteCount, ""),
            Table.row([
                ("", 10), ("plain write", 12), ("", 9), (Table.decimal(plainSeconds), 7), ("", 10),
                ("", 9), ("", 11), (Table.megabytes(fileByteCount, plainSeconds), 9),
                (Table.decimal(plainSeconds / logSeconds) + " of it", 10),
            ]),
        ]
        for peer in peers {
            let ratio = ours / (Double(peer.count) / peer.seconds)
            let text = Table.decimal(ratio) + " times"
            rows.append(row(peer.name, peer.count, peer.seconds, peer.byteCount, text))
        }
        return rows
    }

    private func row(
        _ name: String,
        _ count: Int,
        _ seconds: Double,
        _ byteCount: Int,
        _ ratio: String
    ) -> String {
        Table.row([
            (name == "tfevents" ? workload.rawValue : "", 10), (name, 12), ("\(count)", 9),
            (Table.decimal(seconds), 7), ("\(Int(Double(count) / seconds))", 10),
            (Table.megabytes(workload.byteCount / workload.count * count, seconds), 9),
            ("\(byteCount / count)", 11), (Table.megabytes(byteCount, seconds), 9), (ratio, 10),
        ])
    }
}

/// The machine's limit: passing bytes to the kernel and doing nothing else.
private enum PlainWrite {
    static func write(_ bytes: [UInt8], to path: FilePath) throws {
        let file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .truncate],
            permissions: .ownerReadWrite
        )
        try file.closeAfter {
            try bytes.withUnsafeBytes { bytes in
                for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
                    let end = min(bytes.count, start + 1 << 20)
                    try file.writeAll(bytes[start..<end])
                }
            }
        }
    }
}
