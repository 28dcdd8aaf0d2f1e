internal import ClampedArithmetic
internal import TextOutput

/// Datasets, whose features are looked up by the number of a record.
extension TextFormat {
    /// The findings of one file, in order.
    func datasetLines(_ findings: ArraySlice<ScanReport.Finding>) -> [String] {
        var table = TextTable(
            [
                TextTable.Column("record"),
                TextTable.Column("feature", isFlexible: true),
                TextTable.Column("not finite"),
                TextTable.Column("first at", dispensability: 2, saysDifferences: true),
                TextTable.Column("in all", dispensability: 1, saysDifferences: true),
            ],
            titlePaint: style.faint
        )
        let limit = showsAll ? findings.count : Self.findingLimit
        for finding in findings.prefix(limit) { table.add(datasetCells(of: finding)) }
        var lines = table.lines(indent: "  ", width: width)
        if findings.count > limit { lines.append("  " + more(findings.count - limit, "finding")) }
        return lines
    }

    private func datasetCells(of finding: ScanReport.Finding) -> [TextTable.Cell] {
        let paint = finding.isAllowed ? style.faint : style.bad
        let name = finding.tag.isEmpty ? "(no name)" : EscapedText.terminal(finding.tag)
        return [
            TextTable.Cell(NumberText.grouped(finding.first.step)),
            TextTable.Cell(width == nil ? shown(name) : name),
            TextTable.Cell(Self.datasetExtent(of: finding), paint),
            TextTable.Cell(Self.position(of: finding)),
            TextTable.Cell(Self.spread(of: finding), style.faint),
        ]
    }

    private static func datasetExtent(of finding: ScanReport.Finding) -> String {
        // Rows may differ in length, and the shape is that of the longest.
        guard finding.place == .featureList, let rows = finding.shape?.first else {
            return extent(of: finding)
        }
        let prefix = finding.countIsExact ? "" : "≤ "
        let count = NumberText.grouped(finding.first.count)
        return
            "\(prefix)\(count) \(finding.kind.shownName) in \(NumberText.count(Int(clamping: rows), "row"))"
    }

    /// The position in the file.
    private static func spread(of finding: ScanReport.Finding) -> String {
        var parts = ["this record only"]
        if finding.occurrences > 1 {
            let last = NumberText.grouped(finding.last.step)
            let count = (finding.countIsExact ? "" : "≤ ") + NumberText.grouped(finding.count)
            parts = [
                "\(count) in \(NumberText.count(finding.occurrences, "record")), the last \(last)"
            ]
        }
        if finding.isAllowed { parts.append("allowed") }
        if !finding.first.checksumIsValid { parts.append("in a record that cannot be verified") }
        return parts.joined(separator: ", ")
    }

    /// The unit of a finding's step.
    static func stepNoun(_ finding: ScanReport.Finding) -> String {
        finding.place.isInDataset ? "record" : "step"
    }

    /// The noun for the runs of a report.
    func runNoun(_ report: ScanReport) -> String {
        report.runs.allSatisfy(\.isDataset) ? "file" : "run"
    }
}
