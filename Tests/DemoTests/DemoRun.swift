import EventInspector
import SystemPackage
import TensorBoard
import TestSupport

@testable import tfevents_demo

/// A run of the demo, and what the scanner says of it.
struct DemoRun {
    let outcome: Training.Outcome
    let report: ScanReport
    private let directory: ScratchDirectory

    init(
        _ breakage: Breakage?,
        seed: UInt64 = 1,
        steps: Int = 400,
        options: SummaryWriter.Options = SummaryWriter.Options()
    ) throws {
        directory = try ScratchDirectory()
        let writer = try SummaryWriter(logdir: directory.path.string, options: options)
        let training = Training(experiment: .make(breakage, seed: seed), writer: writer)
        outcome = training.run(steps: steps) { _, _ in }
        try writer.close()
        report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([directory.path.string])
    }

    func explanation() throws -> Explanation {
        try RunExplainer(options: ScanOptions(jobs: 1)).explain(directory.path.string)
    }

    /// The tag of what was bad first, without what the dump adds to the tensor's name.
    var firstTag: String? {
        guard let tag = report.findings.first?.tag else { return nil }
        for suffix in ["/tensor", "/digest"] where tag.hasSuffix(suffix) {
            return String(tag.dropLast(suffix.count))
        }
        return tag
    }
}
