internal import TextOutput
internal import Timelines

extension TextFormat {
    /// A line for each run: its state, its first bad step, when that was.
    func runLines(_ report: ScanReport) -> [String] {
        let groups = findingsByRun(report)
        let damaged = Set(
            report.files.filter(\.hasDamage)
                .map { ExactName(Self.name(logdir: $0.logdir, run: $0.run)) }
        )
        var shown: [(run: ScanReport.Run, findings: ArraySlice<ScanReport.Finding>)] = []
        var groupIndex = 0
        for run in report.runs {
            var findings: ArraySlice<ScanReport.Finding> = []
            if groupIndex < groups.count, let first = groups[groupIndex].first,
                first.run.isExactly(run.name), first.logdir.isExactly(run.logdir)
            {
                findings = groups[groupIndex]
                groupIndex += 1
            }
            shown.append((run, findings))
        }
        let isLong = shown.count > Self.runLimit && !showsAll
        let listed = isLong ? shown.filter { !$0.findings.isEmpty } : shown
        var table = TextTable()
        for (run, findings) in listed.prefix(showsAll ? listed.count : Self.runLimit) {
            let isDamaged = damaged.contains(
                ExactName(Self.name(logdir: run.logdir, run: run.name))
            )
            let origin =
                findings.isEmpty
                ? nil
                : report.origin.first {
                    $0.run.isExactly(run.name) && $0.logdir.isExactly(run.logdir)
                }
            table.add(cells(of: run, findings, origin, isDamaged: isDamaged))
        }
        var lines = table.lines(indent: "")
        if listed.count > Self.runLimit, !showsAll {
            lines.append(more(listed.count - Self.runLimit, runNoun(report)))
        }
        if isLong {
            let others = shown.count - listed.count
            lines.append(
                style.good("\(NumberText.count(others, runNoun(report))) without findings")
            )
        }
        return lines
    }

    private func cells(
        of run: ScanReport.Run,
        _ findings: ArraySlice<ScanReport.Finding>,
        _ origin: ScanReport.Origin?,
        isDamaged: Bool
    ) -> [TextTable.Cell] {
        let name = TextTable.Cell(Self.name(logdir: run.logdir, run: run.name), style.strong)
        let counted = findings.filter { !$0.isAllowed }
        guard let first = counted.first else {
            return [name, state(findings, isDamaged: isDamaged), TextTable.Cell(extent(of: run))]
        }
        let when = [
            TimeText.utc(first.first.wallTime), TimeText.ago(first.first.wallTime, now: now),
        ].compactMap(\.self).joined(separator: ", ")
        let tags = Set(counted.map(\.tag)).count
        return [
            name, outcome(of: origin),
            TextTable.Cell(
                "first at \(Self.stepNoun(first)) "
                    + NumberText.grouped(origin?.step ?? first.first.step)
            ),
            TextTable.Cell(NumberText.count(tags, first.place.isInDataset ? "feature" : "tag")),
            TextTable.Cell(when, style.faint),
        ]
    }

    private func outcome(of origin: ScanReport.Origin?) -> TextTable.Cell {
        switch origin?.outcome {
        case .recovered, .recoveredByRestart: TextTable.Cell("RECOVERED", style.doubtful)
        case .undefinedMeasure: TextTable.Cell("NON-FINITE", style.doubtful)
        default: TextTable.Cell("NON-FINITE", style.bad)
        }
    }

    private func state(
        _ findings: ArraySlice<ScanReport.Finding>,
        isDamaged: Bool
    ) -> TextTable.Cell {
        if isDamaged { return TextTable.Cell("finite as far as readable", style.doubtful) }
        return findings.isEmpty
            ? TextTable.Cell("finite", style.good)
            : TextTable.Cell("finite but for what is allowed", style.doubtful)
    }

    private func extent(of run: ScanReport.Run) -> String {
        let values = NumberText.count(run.values, run.isDataset ? "feature" : "value")
        guard let step = run.lastStep else { return values }
        let noun = run.isDataset ? "record" : "step"
        return "\(values) up to \(noun) \(NumberText.grouped(step))"
    }
}
