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
        readSeconds = Self.median(reads)
        scanSeconds = Self.median(scans)
    }

    static let header =
        "workload     MB      records     read GB/s   scan GB/s   scan/read   M records/s"

    /// The line of the table.
    var row: String {
        let columns = [
            (workload.rawValue, 10), ("\(byteCount / 1_000_000)", 8), ("\(recordCount)", 11),
            (Self.decimal(Double(byteCount) / readSeconds / 1e9), 11),
            (Self.decimal(Double(byteCount) / scanSeconds / 1e9), 11),
            (Self.decimal(readSeconds / scanSeconds), 11),
            (Self.decimal(Double(recordCount) / scanSeconds / 1e6), 11),
        ]
        return columns.map { text, width in
            text + String(repeating: " ", count: max(1, width + 2 - text.count))
        }.joined()
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
