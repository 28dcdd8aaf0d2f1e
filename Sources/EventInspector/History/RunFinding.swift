internal import NonFiniteNumbers
internal import TextOutput

/// A finding of a run, with the position of its file among the run's.
struct RunFinding {
    let tag: String
    /// The plugin that the tag's metadata names.
    let plugin: String?
    let history: FindingHistory
    /// Whether no finite value of the tag came after the last non-finite one.
    let isTerminal: Bool
    /// Whether an allowance covers it.
    private(set) var isAllowed = false

    var kind: NonFiniteKind { history.kind }
    var place: Place { history.place }
    var first: FindingHistory.First { history.first }

    init(_ finding: FindingHistory, of run: RunHistory) {
        let tag = run.tags[Int(finding.tag)]
        self.tag = EscapedText.text(run.tags.name(of: Int(finding.tag)))
        plugin = tag.plugin >= 0 ? run.pluginNames[Int(tag.plugin)] : nil
        history = finding
        isTerminal = finding.lastOrdinal > tag.lastFinite.ordinal
    }

    /// The finding, marked according to the allowances.
    func allowed(by allowances: [Allowance]) -> RunFinding {
        var finding = self
        finding.isAllowed = allowances.contains { $0.covers(tag: tag, kind: kind) }
        return finding
    }
}

extension RunHistory {
    /// The findings in order.
    var orderedFindings: [RunFinding] {
        findings.sorted(by: Self.cameFirst).map { RunFinding($0, of: self) }
    }

    private static func cameFirst(_ left: FindingHistory, _ right: FindingHistory) -> Bool {
        let (first, second) = (left.first, right.first)
        if first.segment != second.segment { return first.segment < second.segment }
        if first.point.step != second.point.step { return first.point.step < second.point.step }
        if first.file != second.file { return first.file < second.file }
        if first.point.offset != second.point.offset {
            return first.point.offset < second.point.offset
        }
        if first.point.valueIndex != second.point.valueIndex {
            return first.point.valueIndex < second.point.valueIndex
        }
        if left.place != right.place { return left.place.rawValue < right.place.rawValue }
        return left.kind < right.kind
    }
}
