import EventInspector
import SystemPackage
import TestSupport

/// Explains what a test has made.
enum Explain {
    /// Explains one file of these events.
    static func events(
        _ payloads: [[UInt8]],
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> Explanation {
        let scratch = try ScratchDirectory([Scan.fileName: RecordBytes.file(payloads)])
        return try withExtendedLifetime(scratch) {
            try RunExplainer(options: options).explain(scratch.path.string)
        }
    }
}
