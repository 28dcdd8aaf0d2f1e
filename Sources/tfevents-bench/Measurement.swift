import EventInspector
import SystemPackage

/// Times of one workload, the read loop and the scan taking turns.
struct Measurement {
    private let workload: Workload
    private let byteCount: Int
    private let recordCount: Int
    private let readSeconds: Double
    private let scanSeconds: Double

    init(of path: FilePath, workload: Workload, rounds: Int, jobs: Int) throws {
        self.workload = workload
        let scanner = LogdirScanner(options: ScanOptions(jobs: jobs))
        // Once unmeasured, so that the file is in the page cache.
        byteCount = try ReadLoop.read(path)
        recordCount = try scanner.scan([path.string]).totals.records
        var reads: [Double] = []
        var scans: [Double] = []
        for _ in 0..<rounds {
            reads.append(try Clock.seconds { _ = try ReadLoop.read(path) })
            scans.append(try Clock.seconds { _ = try scanner.scan([path.string]) })
        }
        readSeconds = Table.median(reads)
        scanSeconds = Table.median(scans)
    }

    static let header = Table.row([
        ("workload", 10), ("MB", 8), ("records", 11), ("read GB/s", 11), ("scan GB/s", 11),
        ("scan/read", 11), ("M records/s", 11),
    ])

    /// The line of the table.
    var row: String {
        Table.row([
            (workload.rawValue, 10), ("\(byteCount / 1_000_000)", 8), ("\(recordCount)", 11),
            (Table.decimal(Double(byteCount) / readSeconds / 1e9), 11),
            (Table.decimal(Double(byteCount) / scanSeconds / 1e9), 11),
            (Table.decimal(readSeconds / scanSeconds), 11),
            (Table.decimal(Double(recordCount) / scanSeconds / 1e6), 11),
        ])
    }
}
