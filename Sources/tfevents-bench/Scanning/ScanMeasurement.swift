import EventInspector
import Platform
import SystemPackage

/// Times for one workload: the machine's limit, the scan with one job and with two, and the peers,
/// all taking turns.
struct ScanMeasurement {
    private let name: String
    private let byteCount: Int
    private let recordCount: Int
    private let readSeconds: Double
    private let scanSeconds: Double
    private let pairSeconds: Double
    /// The speedup of two threads that read the same files.
    private let readGain: Double
    private let peakMemory: Int
    private let peers: [ReadPeers.Outcome]

    init(of logdir: FilePath, _ workload: Workload, rounds: Int, peers: ReadPeers?) throws {
        name = workload.rawValue
        let one = LogdirScanner(options: ScanOptions(jobs: 1))
        let two = LogdirScanner(options: ScanOptions(jobs: 2))
        // One unmeasured scan, so that the files are in the page cache.
        byteCount = try workload.readPlainly(logdir)
        recordCount = try one.scan([logdir.string]).totals.records
        let pair = try PairedReadLoop(below: logdir)
        var times: (read: [Double], one: [Double], two: [Double]) = ([], [], [])
        var reads: (one: [Double], two: [Double]) = ([], [])
        var outcomes: [String: [ReadPeers.Outcome]] = [:]
        for round in 0..<rounds {
            times.read.append(try Clock.seconds { _ = try workload.readPlainly(logdir) })
            times.one.append(try Clock.seconds { _ = try one.scan([logdir.string]) })
            times.two.append(try Clock.seconds { _ = try two.scan([logdir.string]) })
            reads.one.append(Clock.seconds { pair.read(threads: 1) })
            reads.two.append(Clock.seconds { pair.read(threads: 2) })
            for peer in peers?.names ?? [] where round < peers?.rounds(of: peer) ?? 0 {
                let earlier = outcomes[peer] ?? []
                // A peer that did not finish in time will not finish the next time.
                guard let peers, earlier.allSatisfy({ $0.seconds != nil }) else { continue }
                outcomes[peer] = earlier + [try peers.read(peer, logdir)]
            }
        }
        readSeconds = Table.median(times.read)
        scanSeconds = Table.median(times.one)
        pairSeconds = Table.median(times.two)
        readGain = Table.median(reads.one) / Table.median(reads.two)
        self.peers = (peers?.names ?? []).map { peer in
            let times = (outcomes[peer] ?? []).compactMap(\.seconds)
            return times.isEmpty
                ? outcomes[peer]?.last ?? .notInTime : .seconds(Table.median(times))
        }
        peakMemory = try ScanProcess.peakMemory(of: logdir)
    }

    static let header = Table.row([
        ("workload", 11), ("MB", 6), ("records", 9), ("read GB/s", 9), ("scan GB/s", 9),
        ("scan/read", 9), ("M records/s", 11), ("two jobs", 8), ("two reads", 9),
        ("peak MiB", 8),
    ])

    /// The row of the table.
    var row: String {
        Table.row([
            (name, 11), ("\(byteCount / 1_000_000)", 6), ("\(recordCount)", 9),
            (Table.decimal(Double(byteCount) / readSeconds / 1e9), 9),
            (Table.decimal(Double(byteCount) / scanSeconds / 1e9), 9),
            (Table.decimal(readSeconds / scanSeconds), 9),
            (Table.decimal(Double(recordCount) / scanSeconds / 1e6), 11),
            (Table.decimal(scanSeconds / pairSeconds) + " x", 8),
            (Table.decimal(readGain) + " x", 9), ("\(peakMemory >> 20)", 8),
        ])
    }

    /// The header of the table of peers.
    static func peerHeader(_ names: [String]) -> String {
        Table.row([("workload", 11), ("ours", 8)] + names.map { ($0, 22) })
    }

    /// The row of the table of peers: seconds, and the multiple of our time.
    var peerRow: String {
        Table.row(
            [(name, 11), (Table.seconds(scanSeconds), 8)]
                + peers.map { peer in
                    switch peer {
                    case .notInTime: return ("not in time", 22)
                    case .cannotRead: return ("cannot read it", 22)
                    case .needsTooMuchMemory: return ("too large for it", 22)
                    case .failed(let name): return (name, 22)
                    case .seconds(let seconds):
                        let ratio = Table.decimal(seconds / scanSeconds)
                        return ("\(Table.seconds(seconds)) = \(ratio) x", 22)
                    }
                }
        )
    }
}

extension ReadPeers.Outcome {
    fileprivate var seconds: Double? {
        guard case .seconds(let seconds) = self else { return nil }
        return seconds
    }
}
