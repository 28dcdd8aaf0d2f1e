internal import TextOutput

extension TextFormat {
    /// The runs without findings: a line for each of a few, or else their number and those of which
    /// a part could not be read.
    func quietRunLines(_ report: ScanReport) -> [String] {
        let damaged = Set(
            report.files.filter(\.hasDamage)
                .map { ExactName(Self.name(logdir: $0.logdir, run: $0.run)) }
        )
        // A run of which a part was read is not among them.
        let unread = damaged.subtracting(
            report.files.filter { !$0.isUnread }
                .map { ExactName(Self.name(logdir: $0.logdir, run: $0.run)) }
        )
        let found = Set(
            report.findings.map { ExactName(Self.name(logdir: $0.logdir, run: $0.run)) }
        )
        let quiet = report.runs.map { (run: $0, name: Self.name(logdir: $0.logdir, run: $0.name)) }
            .filter { !found.contains(ExactName($0.name)) }
            .map { (run: $0.run, name: $0.name, isDamaged: damaged.contains(ExactName($0.name))) }
        let isLong = quiet.count > Self.quietRunLimit && !showsAll
        let listed = isLong ? quiet.filter(\.isDamaged) : quiet
        var table = TextTable([
            TextTable.Column("run", isFlexible: true), TextTable.Column("state"),
            TextTable.Column("extent", dispensability: 1),
        ])
        for (run, name, isDamaged) in listed.prefix(showsAll ? listed.count : Self.runLimit) {
            table.add([
                TextTable.Cell(name, style.strong),
                unread.contains(ExactName(name))
                    ? TextTable.Cell("not read", style.doubtful)
                    : isDamaged
                        ? TextTable.Cell("finite as far as readable", style.doubtful)
                        : TextTable.Cell("finite", style.good),
                TextTable.Cell(unread.contains(ExactName(name)) ? "" : extent(of: run)),
            ])
        }
        var lines = table.lines(indent: "", width: width)
        if listed.count > Self.runLimit, !showsAll {
            lines.append(more(listed.count - Self.runLimit, "damaged " + runNoun(report)))
        }
        let others = quiet.count - listed.count
        if others > 0 {
            lines.append(
                style.good("\(NumberText.count(others, runNoun(report))) without findings")
            )
        }
        return lines
    }

    private func extent(of run: ScanReport.Run) -> String {
        let values = NumberText.count(run.values, run.isDataset ? "feature" : "value")
        guard let step = run.lastStep else { return values }
        let noun = run.isDataset ? "record" : "step"
        return "\(values) up to \(noun) \(NumberText.grouped(step))"
    }
}
