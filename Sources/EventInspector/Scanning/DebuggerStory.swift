internal import TextOutput
internal import Timelines

extension Explanation.Story {
    /// The story of what TensorFlow's debugger recorded; nil for any other run.
    init?(ofDebugger result: RunResult) {
        let findings = result.findings.filter { !$0.isAllowed && $0.place == .debugHealth }
            .map { ScanReport.Finding($0, of: result.plan) }
        guard !findings.isEmpty, result.stories.isEmpty else { return nil }
        let origin = ScanReport.Origin(inDebugger: findings)
        let first = findings.first { $0.tag.isExactly(origin.tag) }
        let kind = first.map { $0.kind.shownName } ?? "not finite"
        self.init(
            logdir: result.run.logdir,
            run: result.run.name,
            segment: 0,
            outcome: .unknown,
            attempt: 1,
            writer: nil,
            isNote: false,
            headline: "not finite in the debugger's record",
            window: "the debugger's files hold the order of the operations, and no steps",
            tag: origin.tag,
            title: origin.tag,
            step: origin.step,
            wallTime: first?.first.wallTime ?? 0,
            lastFiniteStep: nil,
            direction: origin.direction,
            layer: nil,
            evidence: ["\(EscapedText.terminal(origin.tag)): \(kind)"] + origin.evidence,
            harmless: nil,
            causes: [],
            spread: [],
            before: Explanation.History(),
            lastFiniteParameters: nil,
            advice: [],
            notes: []
        )
    }
}
