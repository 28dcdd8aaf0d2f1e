import CAllocationCounter
import EventInspector

/// Scans each file named and prints how often that allocated memory.
///
/// A line for each file: `counted` or `not counted`, and the number.
@main
enum ScanProcess {
    static func main() throws {
        for path in CommandLine.arguments.dropFirst() {
            let scanner = LogdirScanner(options: ScanOptions(jobs: 1))
            // What is made once for all scans is not counted.
            _ = try scanner.scan([path])
            let before = ck_allocation_count()
            let report = try scanner.scan([path])
            let count = ck_allocation_count() - before
            print(count > 0 ? "counted" : "not counted", count, report.totals.records)
        }
    }
}
