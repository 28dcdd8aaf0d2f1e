internal import TextOutput
internal import Timelines

/// An explanation for people: what broke, the evidence, the cause, and the remedy.
public struct ExplanationText: Sendable {
    /// Whether to list everything, however long.
    public var showsAll: Bool
    private let style: TextStyle
    private let now: Double
    private let width: Int?
    private let wording: Wording

    /// Creates the format.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970, for saying how long ago something was.
    ///   - isColored: Whether to use a terminal's colors.
    ///   - showsAll: Whether to list everything, however long.
    ///   - width: The number of columns of a line; nil for no limit.
    ///   - wording: The words for what the text suggests to use.
    public init(
        now: Double,
        isColored: Bool = false,
        showsAll: Bool = false,
        width: Int? = nil,
        wording: Wording = Wording()
    ) {
        self.now = now
        self.showsAll = showsAll
        self.width = width.map { max($0, Self.leastWidth) }
        self.wording = wording
        style = TextStyle(isColored: isColored)
    }

    /// The stories, in order.
    public func text(of explanation: Explanation) -> String {
        let report = explanation.report
        var told: [[String]] = []
        for group in StoryGroup.groups(of: explanation.stories, joining: !showsAll) {
            told += group.stories.map { $0.isNote ? noteLines(of: $0) : lines(of: $0) }
            guard !group.others.isEmpty, let last = told.indices.last else { continue }
            told[last] += lines(onOthers: group.others, report)
        }
        told += explanation.unexplained.map { lines(of: $0) }
        guard !told.isEmpty else {
            return silence(report)
                + report.foreignNotes.flatMap(wrapped).map { $0 + "\n" }.joined()
        }
        let notes = (report.inputs.flatMap(\.notes) + report.foreignNotes).flatMap {
            WrappedText.lines(of: EscapedText.terminal($0), width: width)
        }
        let head = notes.isEmpty ? "" : notes.joined(separator: "\n") + "\n\n"
        return head + told.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func silence(_ report: ScanReport) -> String {
        let values = NumberText.count(report.totals.values, "value")
        let files = NumberText.count(report.totals.files, "file")
        if report.status == .finite, report.isSelective, report.totals.elements == 0 {
            return "nothing was looked at: no number in \(files) was selected; check "
                + "\(wording.selection)\n"
        }
        let allowed = report.findings.count
        if allowed > 0, report.status == .finite {
            return "nothing to explain: \(NumberText.count(allowed, "finding")), "
                + (allowed == 1 ? "which is" : "all") + " allowed, among \(values) in \(files)\n"
        }
        if report.status == .finite, report.isSelective {
            return "nothing to explain: \(values) in \(files) selected, all of them finite\n"
        }
        if report.status == .finite {
            return "nothing to explain: \(values) in \(files), all finite\n"
        }
        if report.findings.isEmpty {
            return
                "nothing that is not finite in \(values) of \(files), but part of the input could not "
                + "be read; \(wording.scan) shows which\n"
        }
        return
            "nothing to explain: all non-finite values were allowed, but part of the input could "
            + "not be read; \(wording.scan) shows which\n"
    }

    private func lines(of unexplained: Explanation.Unexplained) -> [String] {
        let name = TextFormat.name(logdir: unexplained.logdir, run: unexplained.run)
        var heading = "not finite"
        var age = ""
        if let first = unexplained.findings.first {
            heading += " at \(Self.place(of: first))"
            age = TimeText.ago(first.first.wallTime, now: now).map { "  (\($0))" } ?? ""
        }
        var lines = wrapped(style.strong(name) + "  " + style.bad(heading) + style.faint(age))
        let limit = showsAll ? unexplained.findings.count : Self.findingLimit
        var found = unexplained.findings.prefix(limit).map(Self.sentence)
        if unexplained.findings.count > limit {
            let rest = unexplained.findings.count - limit
            found.append(
                "and \(NumberText.count(rest, "more finding")); \(wording.scan) lists them"
            )
        }
        lines += section("found", found)
        lines += section("no cause", unexplained.reasons)
        return lines
    }

    private static func place(of finding: ScanReport.Finding) -> String {
        (finding.place.isInDataset ? "record " : "step ") + NumberText.grouped(finding.first.step)
    }

    /// What was found, where and when.
    private static func sentence(on finding: ScanReport.Finding) -> String {
        let tag = finding.tag.isEmpty ? "the event itself" : EscapedText.terminal(finding.tag)
        var text = "\(tag): \(TextFormat.name(of: finding.kind)) (\(finding.place.rawValue)"
        if let field = finding.first.field { text += ", \(EscapedText.terminal(field))" }
        text += ") at \(place(of: finding))"
        if let time = TimeText.utc(finding.first.wallTime) { text += ", \(time)" }
        text += ", in \(EscapedText.terminal(finding.first.file)) at byte "
        text += NumberText.grouped(finding.first.offset)
        return finding.occurrences > 1
            ? text + "; \(NumberText.count(finding.occurrences, "value")) in all" : text
    }

    private static let findingLimit = 5
    private static let otherLimit = 10

    private func lines(of story: Explanation.Story) -> [String] {
        var lines: [String] = []
        let name = TextFormat.name(logdir: story.logdir, run: story.run)
        let age = TimeText.ago(story.wallTime, now: now).map { "  (\($0))" } ?? ""
        let title = EscapedText.terminal(story.title)
        if story.harmless != nil {
            lines += wrapped(
                style.strong(name) + "  " + style.good("no failure")
                    + "  step \(NumberText.grouped(story.step))" + style.faint(age)
            )
        } else {
            lines += wrapped(
                style.strong(name) + "  " + painted(heading(of: story), story.outcome)
                    + style.faint(age)
            )
        }
        var origin = style.strong(shown(title)) + "  " + style.bad(story.direction.rawValue)
        if let layer = story.layer { origin += "  layer " + EscapedText.terminal(layer) }
        if story.tieCount > 0 { origin += "  " + TextFormat.oneOf(story.tieCount) }
        lines += section("origin", [origin])
        if let loss = story.loss {
            let text = TextFormat(now: now, isColored: style.isColored, width: textWidth)
                .lossLine(loss)
            lines += section("loss", [String(text.drop { $0 == " " })])
        }
        lines += section("window", fitted([EscapedText.terminal(story.window)]))
        lines += section("evidence", fitted(story.evidence))
        lines += causeLines(story)
        lines += section("spread", fitted(story.spread))
        lines += section("before", historyLines(story.before))
        if let safe = story.lastFiniteParameters {
            lines += section(
                "safe",
                [
                    "all parameters that were logged are finite after step \(NumberText.grouped(safe)): go back to a "
                        + "checkpoint of that step or an earlier one"
                ]
            )
        }
        lines += section("log next", story.advice)
        lines += section("note", story.notes)
        return lines
    }

    /// The runs of which the same is to be told, a line each.
    private func lines(onOthers others: [Explanation.Story], _ report: ScanReport) -> [String] {
        let logdir = report.runs.first?.logdir ?? ""
        let isOne = report.runs.allSatisfy { $0.logdir.isExactly(logdir) }
        var lines = others.prefix(Self.otherLimit).map { story in
            let name =
                isOne
                ? EscapedText.terminal(story.run)
                : TextFormat.name(logdir: story.logdir, run: story.run)
            let heading = heading(of: story)
            let room = textWidth.map { max($0 - DisplayWidth.of(heading) - 2, Self.leastColumn) }
            return style.strong(ShortenedText.middle(name, to: room)) + "  " + heading
        }
        if others.count > Self.otherLimit {
            let advice = wording.all.map { "; \($0) shows all" } ?? ""
            let rest = NumberText.count(others.count - Self.otherLimit, "more run")
            lines.append(style.faint("… and \(rest)\(advice)"))
        }
        return section("like it", lines)
    }

    private func heading(of story: Explanation.Story) -> String {
        story.attempt > 1 ? "attempt \(story.attempt) \(story.headline)" : story.headline
    }

    private func painted(_ text: String, _ outcome: Outcome) -> String {
        switch outcome {
        case .broken: style.bad(text)
        case .unknown, .recovered, .recoveredByRestart: style.doubtful(text)
        case .undefinedMeasure, .healthy: style.good(text)
        }
    }

    /// A story that is a note to the one before: a few lines.
    private func noteLines(of story: Explanation.Story) -> [String] {
        let name = TextFormat.name(logdir: story.logdir, run: story.run)
        let title = EscapedText.terminal(story.title)
        var lines = wrapped(
            style.strong(name) + "  " + style.faint("also: ") + "\(shown(title)) "
                + painted(story.headline, story.outcome)
        )
        if let harmless = story.harmless { lines += section("no fail", [harmless]) }
        lines += section("window", [EscapedText.terminal(story.window)])
        return lines + section("note", story.notes)
    }

    private func causeLines(_ story: Explanation.Story) -> [String] {
        guard story.harmless == nil else { return [] }
        guard !story.causes.isEmpty else {
            return section("cause", ["what was logged does not show it"])
        }
        var lines: [String] = []
        for cause in story.causes.prefix(showsAll ? story.causes.count : 3) {
            let doubt =
                switch cause.strength {
                case .shown: ""
                case .likely: style.doubtful("likely: ")
                case .possible: style.doubtful("possibly: ")
                }
            lines += section("cause", [doubt + style.strong(cause.title)] + fitted(cause.evidence))
            lines += section("remedy", [cause.remedy])
        }
        return lines
    }

    private func historyLines(_ history: Explanation.History) -> [String] {
        guard !history.columns.isEmpty else { return [] }
        let titles = history.columns.map { EscapedText.terminal($0) }
        // The first columns say most: the origin, then the loss.
        var table = TextTable(
            [TextTable.Column("step")]
                + titles.enumerated().map { index, title in
                    TextTable.Column(
                        ShortenedText.middle(title, to: columnWidth),
                        dispensability: index
                    )
                },
            titlePaint: style.faint
        )
        for row in history.rows {
            let cells = row.values.map { value -> TextTable.Cell in
                guard let value else { return TextTable.Cell("") }
                let text = ValueText.short(value)
                return value.isFinite ? TextTable.Cell(text) : TextTable.Cell(text, style.bad)
            }
            table.add([TextTable.Cell(NumberText.grouped(row.step))] + cells)
        }
        return table.lines(indent: "", width: textWidth)
    }

    /// Lines under a heading in the margin; long ones are broken between words.
    private func section(_ heading: String, _ lines: [String]) -> [String] {
        var shown: [String] = []
        for line in lines {
            shown += WrappedText.lines(of: line, width: textWidth ?? Self.usualWidth)
        }
        return shown.enumerated().map { index, line in
            let margin = index == 0 ? heading : ""
            let padding = String(repeating: " ", count: max(1, Self.margin - margin.count))
            return "  " + style.faint(margin) + padding + line
        }
    }

    private func wrapped(_ line: String) -> [String] {
        WrappedText.lines(of: line, width: width)
    }

    /// A name, shortened to a line.
    private func shown(_ name: String) -> String {
        let room = textWidth.map { $0 - Self.margin } ?? TextFormat.nameLimit
        return ShortenedText.middle(name, to: showsAll ? nil : room)
    }

    /// Sentences in which no name is longer than a line.
    private func fitted(_ sentences: [String]) -> [String] {
        guard !showsAll else { return sentences }
        let room = textWidth.map { $0 - 2 } ?? TextFormat.nameLimit
        return sentences.map { ShortenedText.words(of: $0, to: room) }
    }

    /// The width of what is next to the margin.
    private var textWidth: Int? { width.map { $0 - Self.margin - 2 } }

    /// The width of a column of values.
    private var columnWidth: Int? {
        if let textWidth { return max(textWidth / 2, Self.leastColumn) }
        return showsAll ? nil : TextFormat.nameLimit
    }

    private static let margin = 10
    private static let leastWidth = 40
    private static let leastColumn = 12
    /// Sentences are broken where no terminal says its width.
    private static let usualWidth = 100
}
