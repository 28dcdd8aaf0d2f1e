import EventInspector
import Synchronization
import SystemPackage
import TensorBoard
import TestSupport

@testable import tfevents_demo

/// A run of the demo, and what the scanner and the explanation say of it.
struct DemoRun: Sendable {
    let outcome: Training.Outcome
    let report: ScanReport
    let explanation: Explanation

    init(
        _ breakage: Breakage?,
        seed: UInt64 = 1,
        steps: Int = 400,
        options: SummaryWriter.Options = SummaryWriter.Options()
    ) throws {
        let directory = try ScratchDirectory()
        defer { withExtendedLifetime(directory) {} }
        let logdir = directory.path.string
        let writer = try SummaryWriter(logdir: logdir, options: options)
        let training = Training(experiment: .make(breakage, seed: seed), writer: writer)
        outcome = training.run(steps: steps) { _, _ in }
        try writer.close()
        report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([logdir])
        explanation = try RunExplainer(options: ScanOptions(jobs: 1)).explain(logdir)
    }

    /// The usual run of a breakage, or of none, made once for all tests.
    static func usual(_ breakage: Breakage?) throws -> DemoRun {
        if let run = made.withLock({ $0[breakage] }) { return run }
        // Whatever breaks does so before; what does not has learned by then.
        let run = try DemoRun(breakage, steps: breakage == nil ? 150 : 400)
        made.withLock { $0[breakage] = run }
        return run
    }

    private static let made = Mutex<[Breakage?: DemoRun]>([:])

    /// The tag of what was bad first, without what the dump adds to the tensor's name.
    var firstTag: String? {
        guard let tag = report.findings.first?.tag else { return nil }
        for suffix in ["/tensor", "/digest"] where tag.hasSuffix(suffix) {
            return String(tag.dropLast(suffix.count))
        }
        return tag
    }
}
