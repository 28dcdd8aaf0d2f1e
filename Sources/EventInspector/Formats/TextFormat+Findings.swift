internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TensorBoardEvents
internal import TextOutput
internal import Timelines

extension TextFormat {
    /// The findings of one run, in order, and the evidence for what broke first.
    func findingLines(_ block: Block, _ report: ScanReport) -> [String] {
        let origin = block.origin
        let findings = findingsWithoutDigests(block.findings)
        var folded = FindingRows()
        for finding in findings {
            folded.add(row(for: finding, origin, report), folding: !showsAll)
        }
        var lines = tableLines(folded.rows, findings)
        var told: [String] = []
        for (index, origin) in block.origins.enumerated() {
            let place = block.findings.first { $0.tag.isExactly(origin.tag) }?.place
            if index > 0 {
                told += alsoLines(origin, place: place)
            } else if tellsMore(origin, than: block.findings) {
                told += evidenceLines(origin, hasRow: folded.rows.contains(where: \.isOrigin))
            }
        }
        if !told.isEmpty { lines += [""] + told }
        return lines
    }

    /// The findings but for digests whose tensors are listed, too.
    func findingsWithoutDigests(
        _ findings: ArraySlice<ScanReport.Finding>
    ) -> [ScanReport.Finding] {
        guard !showsAll else { return Array(findings) }
        var kept: [ScanReport.Finding] = []
        var tensors: [String: Int] = [:]
        for finding in findings where finding.place == .tensor {
            tensors["\(finding.tag) \(finding.kind) \(finding.first.step)"] = -1
        }
        var digests: [String: ScanReport.Finding] = [:]
        for finding in findings {
            let twin = finding.tag.replacingSuffix(
                DumpForm.digest.tagSuffix,
                by: DumpForm.tensor.tagSuffix
            )
            let key = "\(twin) \(finding.kind) \(finding.first.step)"
            if finding.place == .digest, tensors[key] != nil {
                digests[key] = finding
                continue
            }
            if finding.place == .tensor { tensors[key] = kept.count }
            kept.append(finding)
        }
        for (key, digest) in digests {
            guard let index = tensors[key], index >= 0 else { continue }
            kept[index].takeHistory(of: digest)
        }
        return kept
    }

    private func row(
        for finding: ScanReport.Finding,
        _ origin: ScanReport.Origin?,
        _ report: ScanReport
    ) -> FindingRows.Row {
        let total = finding.shape.flatMap { TensorShape($0).elementCount }
        let name = Self.name(ofTag: finding.tag, place: finding.place)
        return FindingRows.Row(
            finding: finding,
            tags: [width == nil ? shown(name) : name],
            extent: Self.extent(of: finding),
            position: Self.position(of: finding),
            finiteUntil: Self.finiteBefore(finding, report),
            // What follows in the files may be another writer's.
            then: origin?.writer != nil && !finding.isTerminal && finding.isReadOn
                ? "" : Self.outcome(of: finding),
            isOrigin: origin?.tag.isExactly(finding.tag) == true
                && origin?.step == finding.first.step,
            tieCount: origin?.tieCount ?? 0,
            isWhole: finding.shape?.isEmpty == false && total == finding.first.count
        )
    }

    private func tableLines(
        _ rows: [FindingRows.Row],
        _ findings: [ScanReport.Finding]
    ) -> [String] {
        var table = TextTable(
            [
                TextTable.Column("step"),
                TextTable.Column("tag", isFlexible: true),
                TextTable.Column("not finite"),
                TextTable.Column("first at", dispensability: 3, saysDifferences: true),
                TextTable.Column("finite until", dispensability: 1, saysDifferences: true),
                TextTable.Column("then", dispensability: 2, saysDifferences: true),
                TextTable.Column(""),
            ],
            titlePaint: style.faint
        )
        let limit = showsAll ? rows.count : Self.findingLimit
        var listed = Array(rows.prefix(limit))
        if let origin = rows.dropFirst(limit).first(where: \.isOrigin) {
            // Whatever the order, the row that people look for is there.
            listed[limit - 1] = origin
        }
        for row in listed { table.add(cells(of: row)) }
        var lines = table.lines(indent: "  ", width: width)
        let listedCount = listed.reduce(0) { $0 + $1.tags.count }
        let hidden = rows.count > limit ? findings.count - listedCount : 0
        if hidden > 0 {
            let last = rows.dropFirst(limit).map(\.finding.first.step).max() ?? 0
            lines += wrapped(
                more(hidden, "finding", ", broken by step \(NumberText.grouped(last))"),
                indent: "  "
            )
        }
        guard listed.count > 1 else { return lines }
        for (title, text) in table.equalColumns where !text.isEmpty {
            switch (title, text) {
            case ("then", Self.toTheEnd):
                lines.append("  " + style.faint("none of these is finite again"))
            case ("then", _): lines.append("  " + style.faint("each: \(text)"))
            case ("finite until", "never"):
                lines.append("  " + style.faint("none of these was finite before"))
            case ("finite until", "not known"): break
            case ("finite until", _):
                lines.append("  " + style.faint("each was finite until step \(text)"))
            default: break
            }
        }
        return lines
    }

    private func cells(of row: FindingRows.Row) -> [TextTable.Cell] {
        let paint = row.finding.isAllowed ? style.faint : style.bad
        let position = row.isWhole ? "" : row.position
        var mark = row.isOrigin ? "← first" : ""
        if row.isOrigin, row.tieCount > 0 {
            mark = "← one of \(NumberText.grouped(row.tieCount.addingClamped(1)))"
        }
        return [
            TextTable.Cell(NumberText.grouped(row.finding.first.step)),
            TextTable.Cell(row.name),
            TextTable.Cell(row.extent, paint),
            TextTable.Cell(position),
            TextTable.Cell(row.finiteUntil),
            TextTable.Cell(row.then, style.faint),
            TextTable.Cell(mark, style.strong),
        ]
    }

    /// A break that is told after the run's first.
    private func alsoLines(_ origin: ScanReport.Origin, place: Place?) -> [String] {
        var moment = NumberText.grouped(origin.step)
        if let attempt = origin.attempt, attempt > 1 { moment += " of attempt \(attempt)" }
        if let writer = origin.writer { moment += " in " + shown(EscapedText.terminal(writer)) }
        let outcome = origin.outcome.map { ", " + Self.words(for: $0) } ?? ""
        return wrapped(
            style.faint("also: ") + shown(Self.name(ofTag: origin.tag, place: place))
                + " at step \(moment)\(outcome)",
            indent: "  "
        )
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

    /// The evidence for what broke first; that the tag is not finite is in its row.
    private func evidenceLines(_ origin: ScanReport.Origin, hasRow: Bool) -> [String] {
        var lines = origin.evidence.isEmpty ? [origin.why] : origin.evidence
        if hasRow, lines.count > 1, let first = lines.first,
            first.hasPrefix(EscapedText.terminal(origin.tag) + ": ")
        {
            lines.removeFirst()
        }
        // A report that is merged comes from a file, which anybody may have made.
        return lines.flatMap { line in
            let text = EscapedText.terminal(line)
            // The second line of a sentence begins four columns to the right.
            let room = width.map { $0 - 4 } ?? Self.nameLimit
            return wrapped(showsAll ? text : ShortenedText.words(of: text, to: room), indent: "  ")
        }
    }

    /// A tag as it is shown; findings without a tag are named after their place.
    static func name(ofTag tag: String, place: Place?) -> String {
        guard tag.isEmpty else { return EscapedText.terminal(tag) }
        return place == .wallTime ? "(wall time)" : "(no tag)"
    }

    /// The kind as people write it.
    static func name(of kind: NonFiniteKind) -> String { kind.shownName }

    /// What is not finite: the kind, how many elements, and of how many.
    static func extent(of finding: ScanReport.Finding) -> String {
        let kind = finding.kind.shownName
        let count = NumberText.grouped(finding.first.count)
        if finding.place == .histogram {
            return isBounded(finding)
                ? "≤ \(count) \(kind) of the data" : "\(kind) in the histogram"
        }
        // A health vector of this kind only says that there are some.
        if finding.place == .debugHealth, !finding.countIsExact { return "some \(kind)" }
        guard let shape = finding.shape else { return "\(prefix(finding))\(count) \(kind)" }
        guard !shape.isEmpty else { return kind }
        guard let total = TensorShape(shape).elementCount else {
            return "\(prefix(finding))\(count) \(kind)"
        }
        if total == finding.first.count, finding.countIsExact { return "all \(count) \(kind)" }
        return "\(prefix(finding))\(count) \(kind) of \(NumberText.grouped(total))"
    }

    private static func prefix(_ finding: ScanReport.Finding) -> String {
        finding.countIsExact ? "" : "≤ "
    }

    /// Of a histogram only the smallest and the largest element have a bound on their number.
    private static func isBounded(_ finding: ScanReport.Finding) -> Bool {
        finding.first.field == "min" || finding.first.field == "max"
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
        if let last = finding.lastFinite { return NumberText.grouped(last.step) }
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

    private static let toTheEnd = "to the end"

    /// The tag afterwards: finite again, or not to the end.
    private static func outcome(of finding: ScanReport.Finding) -> String {
        var parts: [String] = []
        let values = NumberText.count(finding.occurrences, "value")
        if !finding.isReadOn {
            parts.append("not read on")
        } else if finding.stretches > 1 {
            parts.append("comes and goes \(NumberText.grouped(finding.stretches)) times")
        } else if finding.isTerminal {
            parts.append(toTheEnd)
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

    /// The new findings of a look at a followed run as lines: one for each tensor, and of many only
    /// the first.
    ///
    /// - Parameters:
    ///   - findings: The findings, those of a run together.
    ///   - isLast: Whether further findings of a finding's tag are only counted.
    /// - Returns: The lines, each with a newline.
    public func lines(
        of findings: [ScanReport.Finding],
        isLast: (ScanReport.Finding) -> Bool
    ) -> String {
        var groups: [[ScanReport.Finding]] = []
        var positions: [ExactName: Int] = [:]
        for run in RunSlices(findings) {
            for finding in findingsWithoutDigests(run) {
                let key = ExactName(
                    [finding.logdir, finding.run, finding.tag, "\(finding.first.step)"]
                        .joined(separator: "\0")
                )
                if let position = positions[key] {
                    groups[position].append(finding)
                } else {
                    positions[key] = groups.count
                    groups.append([finding])
                }
            }
        }
        let limit = showsAll ? groups.count : Self.findingLimit
        var text = ""
        for group in groups.prefix(limit) {
            guard let first = group.first else { continue }
            let extent = group.map(Self.extent).joined(separator: ", ")
            text += line(of: first, extent: extent, isLast: group.contains(where: isLast))
        }
        guard groups.count > limit else { return text }
        let count = NumberText.grouped(groups.count - limit)
        return text + style.faint("… and \(count) more; the summary has them") + "\n"
    }

    /// One finding as a line of its own, for a followed run.
    public func line(of finding: ScanReport.Finding) -> String { line(of: finding, isLast: false) }

    /// One finding as a line of its own, which may say that further ones of its tag are only
    /// counted.
    public func line(of finding: ScanReport.Finding, isLast: Bool) -> String {
        line(of: finding, extent: Self.extent(of: finding), isLast: isLast)
    }

    private func line(of finding: ScanReport.Finding, extent: String, isLast: Bool) -> String {
        let time = TimeText.utc(now).map { String($0.dropFirst(11)) } ?? ""
        let parts = [
            style.faint(time), style.bad(extent),
            style.strong(Self.name(logdir: finding.logdir, run: finding.run)),
            "\(Self.stepNoun(finding)) \(NumberText.grouped(finding.first.step))",
            shown(Self.name(ofTag: finding.tag, place: finding.place)),
            Self.position(of: finding), finding.isAllowed ? "allowed" : "",
            isLast ? style.faint("further ones are counted in the summary") : "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ") + "\n"
    }
}

extension ScanReport.Finding {
    /// Takes the history of the digest of the same tensor, which is written at each step; the
    /// tensor itself may be written only where it is not finite.
    fileprivate mutating func takeHistory(of digest: Self) {
        if let last = digest.lastFinite, last.step >= lastFinite?.step ?? .min { lastFinite = last }
        occurrences = max(occurrences, digest.occurrences)
        stretches = max(stretches, digest.stretches)
        isTerminal = isTerminal && digest.isTerminal
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, by other: String) -> String {
        hasSuffix(suffix) ? dropLast(suffix.count) + other : self
    }
}
