internal import TextOutput

extension ScanReport.Origin {
    /// The first broken one among the operations that TensorFlow's debugger recorded.
    ///
    /// Its files have neither steps nor tags, but wall times and the operations' types. A function's
    /// record is written once it has returned, after those of the operations in it; so the earliest
    /// record is the first, whatever its file. Eager backward passes use the same types as forward
    /// ones, so only operations with backward names are called backward, and only next to them is
    /// another one called forward.
    init(inDebugger findings: [ScanReport.Finding]) {
        let timed = findings.filter { $0.first.wallTime.isFinite }
        // Of equal times the first that was listed.
        let first = timed.min { $0.first.wallTime < $1.first.wallTime } ?? findings[0]
        let operation = Self.operation(of: first)
        let others = Set(findings.map(\.tag)).count - 1
        let hasBackward = findings.contains { Self.isBackward(Self.operation(of: $0)) }
        let direction: OriginDirection =
            if Self.isBackward(operation) {
                .backward
            } else if Self.isUpdate(operation) {
                .update
            } else {
                hasBackward ? .forward : .unknown
            }
        var lines = [
            "the first operation, in the order of execution, whose output is not finite: "
                + EscapedText.terminal(operation)
        ]
        if others > 0 {
            lines.append("after it \(NumberText.count(others, "other output"))")
        }
        switch direction {
        case .backward, .update: lines.append("its name says '\(direction.rawValue)'")
        case .forward:
            lines.append("operations of the backward pass are named for it here, and it is not")
        case .data, .loss, .unknown: break
        }
        self.init(
            logdir: first.logdir,
            run: first.run,
            tag: first.tag,
            step: first.first.step,
            direction: direction,
            why: lines.joined(separator: "; "),
            evidence: lines
        )
    }

    private static func operation(of finding: ScanReport.Finding) -> String {
        String(finding.tag.prefix { $0 != ":" })
    }

    private static func isBackward(_ operation: String) -> Bool {
        operation.lowercased().contains("grad")
    }

    private static func isUpdate(_ operation: String) -> Bool {
        let name = operation.lowercased()
        return name.contains("apply") || name.hasPrefix("assign")
    }
}
