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
        let names = rowNames(listed.map(\.run), among: report)
        var table = TextTable([
            TextTable.Column("run", isFlexible: true), TextTable.Column("state"),
            TextTable.Column("extent", dispensability: 1),
        ])
        for (index, (run, name, isDamaged)) in listed.enumerated() {
            guard showsAll || index < Self.runLimit else { break }
            let isUnread = unread.contains(ExactName(name))
            table.add([
                TextTable.Cell(names[index], style.strong),
                isUnread
                    ? TextTable.Cell("not read", style.doubtful)
                    : state(of: run, isDamaged: isDamaged),
                TextTable.Cell(run.isUnselected || isUnread ? "" : extent(of: run)),
            ])
        }
        var lines = table.lines(indent: "", width: width)
        if listed.count > Self.runLimit, !showsAll {
            lines.append(more(listed.count - Self.runLimit, "damaged " + runNoun(report)))
        }
        let others = isLong ? quiet.filter { !$0.isDamaged } : []
        let finite = others.count { !$0.run.isUnselected }
        if finite > 0 {
            lines.append(
                style.good("\(NumberText.count(finite, runNoun(report))) without findings")
            )
        }
        if finite < others.count {
            let count = NumberText.count(others.count - finite, runNoun(report))
            lines.append(style.doubtful("nothing selected") + " in \(count)")
        }
        return lines
    }

    private func state(of run: ScanReport.Run, isDamaged: Bool) -> TextTable.Cell {
        if run.isUnselected { return TextTable.Cell("nothing selected", style.doubtful) }
        return isDamaged
            ? TextTable.Cell("finite as far as readable", style.doubtful)
            : TextTable.Cell("finite", style.good)
    }

    /// The names of runs in rows of a table.
    ///
    /// Where the whole path would be cut, the logdir that all have in common is left out, since
    /// what tells them apart comes after it.
    func rowNames(_ runs: [ScanReport.Run], among report: ScanReport) -> [String] {
        rowNames(runs.map { (logdir: $0.logdir, run: $0.name) }, among: report)
    }

    func rowNames(_ runs: [(logdir: String, run: String)], among report: ScanReport) -> [String] {
        let names = runs.map { Self.name(logdir: $0.logdir, run: $0.run) }
        guard let width, let longest = names.map(DisplayWidth.of).max(), longest > width / 3,
            let logdir = report.runs.first?.logdir, report.runs.count > 1,
            report.runs.allSatisfy({ $0.logdir.isExactly(logdir) })
        else { return names }
        return runs.map { $0.run == "." ? "." : EscapedText.terminal($0.run) }
    }

    private func extent(of run: ScanReport.Run) -> String {
        let values = NumberText.count(run.values, run.isDataset ? "feature" : "value")
        guard let step = run.lastStep else { return values }
        let noun = run.isDataset ? "record" : "step"
        return "\(values) up to \(noun) \(NumberText.grouped(step))"
    }
}
