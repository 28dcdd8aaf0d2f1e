internal import TextOutput

extension ScanReport.Origin {
    /// The first broken one among the operations that TensorFlow's debugger recorded.
    ///
    /// Its files have neither steps nor tags, but the order of execution and the operations' types.
    /// Eager backward passes use the same types as forward ones, so only operations with backward
    /// names are called backward.
    init(inDebugger first: ScanReport.Finding, of findings: [ScanReport.Finding]) {
        let operation = String(first.tag.prefix { $0 != ":" })
        let name = operation.lowercased()
        let others = Set(findings.map(\.tag)).count - 1
        let direction: OriginDirection =
            if name.contains("grad") {
                .backward
            } else if name.contains("apply") || name.hasPrefix("assign") {
                .update
            } else {
                .unknown
            }
        var lines = [
            "the first operation, in the order of execution, whose output is not finite: "
                + EscapedText.terminal(operation)
        ]
        if others > 0 {
            lines.append("after it \(NumberText.count(others, "other output"))")
        }
        if direction != .unknown { lines.append("its name says '\(direction.rawValue)'") }
        self.init(
            logdir: first.logdir,
            run: first.run,
            tag: first.tag,
            step: first.first.step,
            direction: direction,
            why: lines.joined(separator: "; "),
            layer: operation,
            evidence: lines
        )
    }
}
