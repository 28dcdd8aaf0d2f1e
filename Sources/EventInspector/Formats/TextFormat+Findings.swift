internal import TensorBoardEvents
internal import TextOutput
internal import Timelines

extension TextFormat {
    /// The findings of one run, in order.
    func findingLines(
        _ findings: ArraySlice<ScanReport.Finding>,
        _ report: ScanReport
    ) -> [String] {
        guard let first = findings.first else { return [] }
        if first.place.isInDataset { return datasetLines(findings) }
        var lines = [style.strong(Self.name(logdir: first.logdir, run: first.run))]
        var table = TextTable()
        table.add(
            ["step", "tag", "kind", "how many", "first at", "finite before", "then"]
                .map { TextTable.Cell($0, style.faint) }
        )
        // A digest adds nothing where its tensor is listed, too.
        let tensors = Set(
            findings.filter { $0.place == .tensor }.map { "\($0.tag) \($0.kind) \($0.first.step)" }
        )
        let shown =
            showsAll
            ? Array(findings)
            : findings.filter { finding in
                let twin = finding.tag.replacingSuffix(
                    DumpForm.digest.tagSuffix,
                    by: DumpForm.tensor.tagSuffix
                )
                return finding.place != .digest
                    || !tensors.contains("\(twin) \(finding.kind) \(finding.first.step)")
            }
        let limit = showsAll ? shown.count : Self.findingLimit
        for finding in shown.prefix(limit) { table.add(cells(of: finding, report)) }
        lines += table.lines(indent: "  ")
        if shown.count > limit { lines.append("  " + more(shown.count - limit, "finding")) }
        let origins = report.origin.filter {
            $0.run.isExactly(first.run) && $0.logdir.isExactly(first.logdir)
        }
        for (index, origin) in origins.enumerated() {
            let place = findings.first { $0.tag.isExactly(origin.tag) }?.place
            if index > 0, origin.attempt == origins[0].attempt {
                lines.append(alsoLine(origin, place: place))
            } else if tellsMore(origin, than: findings) {
                lines += originLines(origin, place: place)
            }
        }
        return lines
    }

    /// A break that is told after the run's first, on one line.
    private func alsoLine(_ origin: ScanReport.Origin, place: Place?) -> String {
        let step = NumberText.grouped(origin.step)
        let outcome = origin.outcome.map { ", " + Self.words(for: $0) } ?? ""
        return "  " + style.faint("also: ") + shown(Self.name(ofTag: origin.tag, place: place))
            + " at step \(step)\(outcome)"
    }

    /// An outcome in words.
    static func words(for outcome: Outcome) -> String {
        switch outcome {
        case .broken: "broken to the end"
        case .unknown: "outcome not known"
        case .recoveredByRestart: "recovered by a restart"
        case .recovered: "finite again"
        case .undefinedMeasure: "no sign that training broke"
        case .healthy: "healthy"
        }
    }

    /// Where only one tag is bad the table has said it all, unless the direction is known.
    private func tellsMore(
        _ origin: ScanReport.Origin,
        than findings: ArraySlice<ScanReport.Finding>
    ) -> Bool {
        Set(findings.map { ExactName($0.tag) }).count > 1 || origin.isHarmless
            || ![.unknown, .data].contains(origin.direction)
            || origin.outcome == .recoveredByRestart
    }

    /// What broke first, and the evidence.
    private func originLines(_ origin: ScanReport.Origin, place: Place?) -> [String] {
        var head = style.strong("first: ") + shown(Self.name(ofTag: origin.tag, place: place))
        if origin.direction != .unknown {
            head += "  " + style.bad(origin.direction.rawValue)
        }
        if let layer = origin.layer { head += "  layer " + shown(EscapedText.terminal(layer)) }
        if let attempt = origin.attempt, attempt > 1 { head += style.faint("  attempt \(attempt)") }
        if let outcome = origin.outcome, outcome != .broken, outcome != .unknown {
            head += "  " + style.doubtful(Self.words(for: outcome))
        }
        if let writer = origin.writer {
            head += style.faint("  in " + shown(EscapedText.terminal(writer)))
        }
        // A report that is merged comes from a file, which anybody may have made.
        guard !origin.evidence.isEmpty else {
            return ["  " + head + ", " + shown(EscapedText.terminal(origin.why))]
        }
        let lines = origin.evidence.flatMap {
            WrappedText.lines(of: shown(EscapedText.terminal($0)))
        }
        return ["  " + head] + lines.map { "    " + $0 }
    }

    /// A tag as it is shown; findings without a tag are named after their place.
    static func name(ofTag tag: String, place: Place?) -> String {
        guard tag.isEmpty else { return EscapedText.terminal(tag) }
        return place == .wallTime ? "(wall time)" : "(no tag)"
    }

    private func cells(
        of finding: ScanReport.Finding,
        _ report: ScanReport
    ) -> [TextTable.Cell] {
        let paint = finding.isAllowed ? style.faint : style.bad
        var cells: [TextTable.Cell] = []
        cells.append(TextTable.Cell(NumberText.grouped(finding.first.step)))
        cells.append(TextTable.Cell(shown(Self.name(ofTag: finding.tag, place: finding.place))))
        cells.append(TextTable.Cell(Self.name(of: finding.kind), paint))
        cells.append(TextTable.Cell(Self.extent(of: finding)))
        cells.append(TextTable.Cell(Self.position(of: finding)))
        cells.append(TextTable.Cell(Self.finiteBefore(finding, report)))
        cells.append(TextTable.Cell(Self.outcome(of: finding), style.faint))
        return cells
    }

    /// The kind as people write it.
    static func name(of kind: NonFiniteKind) -> String { kind.shownName }

    static func extent(of finding: ScanReport.Finding) -> String {
        let count = NumberText.grouped(finding.first.count)
        if finding.place == .histogram {
            // Only the smallest and largest element have a bound on their number.
            let isBounded = finding.first.field == "min" || finding.first.field == "max"
            return isBounded ? "≤ \(count) of the data" : "in the histogram"
        }
        // A health vector of this kind only says that there are some.
        if finding.place == .debugHealth, !finding.countIsExact { return "some" }
        let prefix = finding.countIsExact ? "" : "≤ "
        guard let shape = finding.shape else { return prefix + count }
        guard !shape.isEmpty else { return "scalar" }
        guard let total = TensorShape(shape).elementCount else { return prefix + count }
        return "\(prefix)\(count) of \(NumberText.grouped(total))"
    }

    static func position(of finding: ScanReport.Finding) -> String {
        if let field = finding.first.field {
            let index = finding.first.flatIndex.map { "[\($0)]" } ?? ""
            return EscapedText.terminal(field) + index
        }
        if let index = finding.first.index, !index.isEmpty {
            return "[" + index.map(String.init).joined(separator: ", ") + "]"
        }
        guard let flatIndex = finding.first.flatIndex, finding.shape?.isEmpty == false else {
            return ""
        }
        return "element \(NumberText.grouped(flatIndex))"
    }

    private static func finiteBefore(
        _ finding: ScanReport.Finding,
        _ report: ScanReport
    ) -> String {
        if let last = finding.lastFinite { return "step \(NumberText.grouped(last.step))" }
        // What was not read may have been finite.
        let isUnknown =
            report.isSelective
            || report.files.contains { file in
                file.logdir.isExactly(finding.logdir) && file.path.isExactly(finding.first.file)
                    && file.issues.contains {
                        $0.kind.isDamage && $0.offset < finding.first.offset
                    }
            }
        return isUnknown ? "not known" : "never"
    }

    /// The tag afterwards: finite again, or not to the end.
    private static func outcome(of finding: ScanReport.Finding) -> String {
        var parts: [String] = []
        let values = NumberText.count(finding.occurrences, "value")
        if finding.stretches > 1 {
            let end = finding.isTerminal ? ", the last to the end" : ""
            parts.append("comes and goes, \(values) in \(finding.stretches) stretches\(end)")
        } else if finding.isTerminal {
            parts.append(finding.occurrences == 1 ? "last value" : "to the end, \(values)")
        } else {
            parts.append(
                finding.occurrences == 1
                    ? "finite again" : "finite again after \(values)"
            )
        }
        if finding.isSuperseded { parts.append("overwritten by a restart") }
        if finding.isAllowed { parts.append("allowed") }
        if !finding.first.checksumIsValid { parts.append("in a record that cannot be verified") }
        return parts.joined(separator: ", ")
    }

    /// One finding as a line of its own, for a followed run.
    public func line(of finding: ScanReport.Finding) -> String { line(of: finding, isLast: false) }

    /// One finding as a line of its own, which may say that further ones of its tag are only
    /// counted.
    public func line(of finding: ScanReport.Finding, isLast: Bool) -> String {
        let time = TimeText.utc(now).map { String($0.dropFirst(11)) } ?? ""
        let parts = [
            style.faint(time), style.bad(Self.name(of: finding.kind)),
            style.strong(Self.name(logdir: finding.logdir, run: finding.run)),
            "\(Self.stepNoun(finding)) \(NumberText.grouped(finding.first.step))",
            shown(Self.name(ofTag: finding.tag, place: finding.place)), Self.extent(of: finding),
            Self.position(of: finding), finding.isAllowed ? "allowed" : "",
            isLast ? style.faint("further ones are counted in the summary") : "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ") + "\n"
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, by other: String) -> String {
        hasSuffix(suffix) ? dropLast(suffix.count) + other : self
    }
}
