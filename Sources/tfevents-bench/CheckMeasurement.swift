import Platform
import SystemPackage
import TensorBoard
internal import TensorBoardEvents

/// Times for one tensor; everything takes turns.
struct CheckMeasurement {
    private let workload: CheckedWorkload
    private var seconds: [(name: String, seconds: Double)] = []

    init(
        of workload: CheckedWorkload,
        in directory: String,
        rounds: Int,
        peers: CheckPeers?
    ) throws {
        self.workload = workload
        let tensor = workload.tensor
        var options = SummaryWriter.Options()
        options.flightRecorder = FlightRecorder(
            steps: 3,
            byteLimit: 1 << 30,
            tensorByteLimit: 1 << 30
        )
        let writer = try SummaryWriter(logdir: directory, options: options)
        guard let file = writer.eventFile else { throw Errno.noSuchFileOrDirectory }
        var step = 0
        let ours: [(String, () -> Void)] = [
            ("read", { Self.keep(PlainRead.sum(tensor)) }),
            ("isAllFinite", { Self.keep(tensor.isAllFinite ? 1 : 0) }),
            ("digest", { Self.keep(UInt64(DumpDigest(of: tensor)?.zeroCount ?? 0)) }),
            (
                "dump, recorder",
                {
                    step += 1
                    writer.dump("t/output", tensor, role: .output, step: step)
                }
            ),
        ]
        var times: [String: [Double]] = [:]
        for _ in 0..<rounds {
            for (name, body) in ours {
                body()
                for _ in 0..<workload.repetitions {
                    times[name, default: []].append(Clock.seconds(body))
                }
            }
            for (name, seconds) in try peers?.measure(workload) ?? [] {
                times[name, default: []].append(seconds)
            }
        }
        try writer.close()
        try FileRemoval.remove(file)
        for name in ours.map(\.0) + ["numpy", "torch", "tf"] {
            guard let all = times[name] else { continue }
            seconds.append((name, Table.median(all)))
        }
    }

    static let header = Table.row([
        ("tensor", 16), ("what", 14), ("seconds", 9), ("GB/s", 7), ("of reading", 11),
        ("isAllFinite is", 14),
    ])

    /// The lines of the table.
    var rows: [String] {
        let read = seconds.first?.seconds ?? 1
        let check = seconds.first { $0.name == "isAllFinite" }?.seconds ?? 1
        return seconds.enumerated().map { index, line in
            let isPeer = ["numpy", "torch", "tf"].contains(line.name)
            let title = "\(workload.dtype) \(workload.byteCount >> 20) MiB"
            return Table.row([
                (index == 0 ? title : "", 16), (line.name, 14),
                (Table.decimal(line.seconds * 1e3) + " ms", 9),
                (Table.decimal(Double(workload.byteCount) / line.seconds / 1e9), 7),
                (Table.decimal(line.seconds / read) + " times", 11),
                (isPeer ? Table.decimal(line.seconds / check) + " times as fast" : "", 14),
            ])
        }
    }

    /// Makes a result matter, so that it is computed.
    @inline(never)
    private static func keep(_ value: UInt64) { kept &+= value }

    nonisolated(unsafe) private static var kept: UInt64 = 0
}

/// The machine's limit: reading all bytes and doing almost nothing with them.
private enum PlainRead {
    @inline(never)
    static func sum(_ tensor: RawTensor) -> UInt64 {
        tensor.withTensorBytes { bytes in
            var sums = (SIMD8<UInt64>(), SIMD8<UInt64>(), SIMD8<UInt64>(), SIMD8<UInt64>())
            for offset in stride(from: 0, to: bytes.count, by: 256) {
                sums.0 &+= bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
                sums.1 &+= bytes.loadUnaligned(fromByteOffset: offset + 64, as: SIMD8<UInt64>.self)
                sums.2 &+= bytes.loadUnaligned(fromByteOffset: offset + 128, as: SIMD8<UInt64>.self)
                sums.3 &+= bytes.loadUnaligned(fromByteOffset: offset + 192, as: SIMD8<UInt64>.self)
            }
            return (sums.0 &+ sums.1 &+ sums.2 &+ sums.3).wrappedSum()
        }
    }
}
