import SystemPackage
import TensorBoard

/// Times of one workload, the writer and plain writes taking turns.
struct WriteMeasurement {
    private let workload: WrittenWorkload
    private let fileByteCount: Int
    private let logSeconds: Double
    private let plainSeconds: Double

    init(of workload: WrittenWorkload, in directory: String, rounds: Int) throws {
        self.workload = workload
        let material = WrittenWorkload.Material()
        var options = SummaryWriter.Options()
        // What the disk cannot keep up with must count, not be dropped.
        options.queuePolicy = .wait
        var times: (log: [Double], plain: [Double]) = ([], [])
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
        }
        fileByteCount = byteCount
        logSeconds = Table.median(times.log)
        plainSeconds = Table.median(times.plain)
    }

    static let header = Table.row([
        ("workload", 12), ("values", 10), ("file MB", 8), ("seconds", 8), ("M values/s", 10),
        ("data GB/s", 10), ("file GB/s", 10), ("plain write GB/s", 16), ("writer/plain", 12),
    ])

    /// The line of the table.
    var row: String {
        Table.row([
            (workload.rawValue, 12), ("\(workload.count)", 10), ("\(fileByteCount / 1_000_000)", 8),
            (Table.decimal(logSeconds), 8),
            (Table.decimal(Double(workload.count) / logSeconds / 1e6), 10),
            (Table.decimal(Double(workload.byteCount) / logSeconds / 1e9), 10),
            (Table.decimal(Double(fileByteCount) / logSeconds / 1e9), 10),
            (Table.decimal(Double(fileByteCount) / plainSeconds / 1e9), 16),
            (Table.decimal(plainSeconds / logSeconds), 12),
        ])
    }
}

/// The machine's limit: handing bytes to the kernel and doing nothing else.
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
