internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TextOutput
internal import Timelines

extension TextFormat {
    /// The findings of a run, and the other runs in which the same was found.
    struct Block {
        var name: String
        /// The run in its logdir.
        var run: (logdir: String, run: String)
        /// How to name the run on a command line.
        var path: String
        var findings: ArraySlice<ScanReport.Finding>
        var origins: [ScanReport.Origin]
        /// The runs like it.
        var others: [(logdir: String, run: String)] = []

        var origin: ScanReport.Origin? { origins.first }
    }

    /// The runs with findings, in order, equal ones together.
    func blocks(of report: ScanReport) -> [Block] {
        var blocks: [Block] = []
        var numbers: [Likeness: Int] = [:]
        let origins = Dictionary(grouping: report.origin) {
            RunKey(logdir: $0.logdir, run: $0.run)
        }
        for findings in RunSlices(report.findings) {
            guard let first = findings.first else { continue }
            let block = Block(
                name: Self.name(logdir: first.logdir, run: first.run),
                run: (first.logdir, first.run),
                path: Self.path(logdir: first.logdir, run: first.run),
                findings: findings,
                origins: origins[RunKey(logdir: first.logdir, run: first.run)] ?? []
            )
            let likeness = Likeness(block)
            if !showsAll, let number = numbers[likeness] {
                blocks[number].others.append(block.run)
            } else {
                numbers[likeness] = blocks.count
                blocks.append(block)
            }
        }
        return blocks
    }

    /// What makes the findings of two runs the same to a reader.
    private struct Likeness: Hashable {
        private struct Row: Hashable {
            var tag: String
            var step: Int64
            var kind: NonFiniteKind
            var count: Int
            var shape: [Int64]?
            var isTerminal: Bool
            var lastFinite: Int64?
            var occurrences: Int
        }

        private let rows: [Row]
        private let tag: String?
        private let direction: OriginDirection?
        private let outcome: Outcome?

        init(_ block: Block) {
            rows = block.findings.map { finding in
                Row(
                    tag: finding.tag,
                    step: finding.first.step,
                    kind: finding.kind,
                    count: finding.first.count,
                    shape: finding.shape,
                    isTerminal: finding.isTerminal,
                    lastFinite: finding.lastFinite?.step,
                    occurrences: finding.occurrences
                )
            }
            tag = block.origin?.tag
            direction = block.origin?.direction
            outcome = block.origin?.outcome
        }
    }

    /// A run's block: what broke first, the loss, the findings, the evidence.
    func lines(of block: Block, _ report: ScanReport) -> [String] {
        guard let first = block.findings.first else { return [] }
        var lines = headlines(of: block)
        if let loss = block.origin?.loss { lines.append(lossLine(loss)) }
        if !block.others.isEmpty {
            let others = rowNames(Array(block.others.prefix(Self.otherLimit)), among: report)
                .joined(separator: ", ")
            let rest = block.others.count > Self.otherLimit ? ", …" : ""
            let count = NumberText.count(block.others.count, runNoun(report))
            lines += wrapped("\(count) like it: \(others)\(rest)", indent: "  ")
        }
        lines.append("")
        lines +=
            first.place.isInDataset
            ? datasetLines(block.findings) : findingLines(block, report)
        return lines
    }

    private static let otherLimit = 5

    /// What broke first, where and when, in a sentence.
    private func headlines(of block: Block) -> [String] {
        let line = style.strong(shown(block.name)) + "  " + sentence(of: block)
        let counted = block.findings.filter { !$0.isAllowed }
        if let first = counted.first ?? block.findings.first {
            let when = [
                TimeText.utc(first.first.wallTime), TimeText.ago(first.first.wallTime, now: now),
            ].compactMap(\.self).joined(separator: ", ")
            guard !when.isEmpty else { return wrapped(line, indent: "") }
            let dated = line + "  " + style.faint("(\(when))")
            if let width, DisplayWidth.of(dated) > width {
                return wrapped(line, indent: "") + ["  " + style.faint(when)]
            }
            return [dated]
        }
        return wrapped(line, indent: "")
    }

    private func sentence(of block: Block) -> String {
        guard let origin = block.origin else {
            let first = block.findings.first { !$0.isAllowed }
            guard let first else { return style.doubtful("finite but for what is allowed") }
            return style.bad("NON-FINITE") + " at \(Self.place(of: first))"
        }
        let finding = block.findings.first { $0.tag.isExactly(origin.tag) }
        let tag = shown(Self.name(ofTag: origin.tag, place: finding?.place))
        var place = "\(finding.map(Self.stepNoun) ?? "step") \(NumberText.grouped(origin.step))"
        if let attempt = origin.attempt, attempt > 1 { place += " of attempt \(attempt)" }
        if let phrase = Self.phrase(for: origin.direction), finding?.place.isInDataset != true {
            place += ", \(phrase)"
        }
        let writer =
            origin.writer.map { style.faint(" in " + shown(EscapedText.terminal($0))) } ?? ""
        switch origin.outcome {
        case .broken where origin.isHarmless, .unknown where origin.isHarmless:
            return style.doubtful("NON-FINITE") + " at \(place): \(tag)\(writer), not a failure"
        case .broken:
            let tie = origin.tieCount > 0 ? ", \(Self.oneOf(origin.tieCount))" : ""
            return style.bad("BROKEN") + " at \(place): \(style.strong(tag))\(writer)\(tie)"
        case .recovered, .recoveredByRestart:
            let how = Self.words(for: origin.outcome ?? .recovered)
            return style.doubtful("RECOVERED")
                + ": \(tag) was not finite at \(place)\(writer), \(how)"
        case .undefinedMeasure:
            return style.doubtful("NON-FINITE")
                + " at \(place): \(tag)\(writer), no sign that training broke"
        case .unknown, .healthy, nil:
            return style.bad("NON-FINITE") + " at \(place): \(style.strong(tag))\(writer)"
        }
    }

    /// What is said of a tag where any of some others may have broken first.
    static func oneOf(_ tieCount: Int) -> String {
        "one of \(NumberText.grouped(tieCount.addingClamped(1))) at this step"
    }

    /// The part of a training step, as it follows a step.
    static func phrase(for direction: OriginDirection) -> String? {
        switch direction {
        case .data: "in the data"
        case .forward: "in the forward pass"
        case .loss: "in the loss"
        case .backward: "in the backward pass"
        case .update: "in the update of the parameters"
        case .unknown: nil
        }
    }

    static func place(of finding: ScanReport.Finding) -> String {
        "\(stepNoun(finding)) \(NumberText.grouped(finding.first.step))"
    }

    /// The course of the loss in one line.
    func lossLine(_ loss: LossCurve) -> String {
        var course = loss.first.map(ValueText.short) ?? ""
        if let kind = loss.nonFinite, let step = loss.nonFiniteStep {
            course += course.isEmpty ? "" : " → "
            course += "\(kind.shownName) at \(NumberText.grouped(step))"
        } else if let last = loss.values.last.flatMap(\.self), course.isEmpty == false {
            course += " → \(ValueText.short(last))"
        }
        let width = width ?? Self.usualWidth
        let tag = ShortenedText.middle(EscapedText.terminal(loss.tag), to: width / 3)
        let room = width - 6 - DisplayWidth.of(tag) - DisplayWidth.of(course)
        let curve = Sparkline.text(
            of: loss.values.map { $0 ?? .nan },
            columns: min(max(room, 8), Self.curveWidth)
        )
        let painted = curve.split(separator: "!", omittingEmptySubsequences: false)
            .joined(separator: style.bad("!"))
        return "  \(tag)  \(painted)  \(style.faint(course))"
    }

    private static let usualWidth = 80
    private static let curveWidth = 40

    /// The runs with findings, in a line each.
    func recapLines(_ blocks: [Block], _ report: ScanReport) -> [String] {
        var table = TextTable([
            TextTable.Column("run", isFlexible: true),
            TextTable.Column("state"),
            TextTable.Column("at"),
            TextTable.Column("in", dispensability: 1),
            TextTable.Column("tag", isFlexible: true),
            TextTable.Column("like it"),
        ])
        let listed = Array(blocks.prefix(showsAll ? blocks.count : Self.runLimit))
        for (block, name) in zip(listed, rowNames(listed.map(\.run), among: report)) {
            table.add(recap(of: block, named: name))
        }
        var lines = table.lines(indent: "", width: width)
        if blocks.count > Self.runLimit, !showsAll {
            lines.append(more(blocks.count - Self.runLimit, "run"))
        }
        return lines
    }

    private func recap(of block: Block, named name: String) -> [TextTable.Cell] {
        let first = block.findings.first { !$0.isAllowed } ?? block.findings.first
        let origin = block.origin
        let noun = first.map(Self.stepNoun) ?? "step"
        let step = origin?.step ?? first?.first.step ?? 0
        let tag = origin.map { Self.name(ofTag: $0.tag, place: first?.place) } ?? ""
        let direction = origin?.direction ?? .unknown
        return [
            TextTable.Cell(name, style.strong), state(of: block),
            TextTable.Cell("\(noun) \(NumberText.grouped(step))"),
            TextTable.Cell(direction == .unknown ? "" : direction.rawValue),
            TextTable.Cell(tag),
            TextTable.Cell(
                block.others.isEmpty
                    ? "" : "and \(NumberText.grouped(block.others.count)) like it",
                style.faint
            ),
        ]
    }

    private func state(of block: Block) -> TextTable.Cell {
        guard let origin = block.origin else {
            return block.findings.allSatisfy(\.isAllowed)
                ? TextTable.Cell("allowed", style.doubtful)
                : TextTable.Cell("NON-FINITE", style.bad)
        }
        if origin.isHarmless { return TextTable.Cell("NON-FINITE", style.doubtful) }
        return switch origin.outcome {
        case .broken: TextTable.Cell("BROKEN", style.bad)
        case .recovered, .recoveredByRestart: TextTable.Cell("RECOVERED", style.doubtful)
        case .undefinedMeasure: TextTable.Cell("NON-FINITE", style.doubtful)
        case .unknown, .healthy, nil: TextTable.Cell("NON-FINITE", style.bad)
        }
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
}
