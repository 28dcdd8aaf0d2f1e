internal import TextOutput
internal import Timelines

/// An explanation for people: what broke, the evidence, the cause, and the remedy.
public struct ExplanationText: Sendable {
    private let style: TextStyle
    private let now: Double
    private let wording: Wording

    /// Creates the format.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970, for saying how long ago something was.
    ///   - isColored: Whether to use a terminal's colors.
    ///   - wording: The words for what the text suggests to use.
    public init(now: Double, isColored: Bool = false, wording: Wording = Wording()) {
        self.now = now
        self.wording = wording
        style = TextStyle(isColored: isColored)
    }

    /// The stories, in order.
    public func text(of explanation: Explanation) -> String {
        let told =
            explanation.stories.map { $0.isNote ? noteLines(of: $0) : lines(of: $0) }
            + explanation.unexplained.map { lines(of: $0) }
        let report = explanation.report
        guard !told.isEmpty else {
            return silence(report)
                + report.foreignNotes.map { EscapedText.terminal($0) + "\n" }.joined()
        }
        let notes = (report.inputs.flatMap(\.notes) + report.foreignNotes).flatMap {
            WrappedText.lines(of: EscapedText.terminal($0))
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
        return "nothing to explain: all non-finite values were allowed\n"
    }

    private func lines(of unexplained: Explanation.Unexplained) -> [String] {
        let name = TextFormat.name(logdir: unexplained.logdir, run: unexplained.run)
        var heading = "not finite"
        var age = ""
        if let first = unexplained.findings.first {
            heading += " at \(Self.place(of: first))"
            age = TimeText.ago(first.first.wallTime, now: now).map { "  (\($0))" } ?? ""
        }
        var lines = [style.strong(name) + "  " + style.bad(heading) + style.faint(age)]
        var found = unexplained.findings.prefix(Self.findingLimit).map(Self.sentence)
        if unexplained.findings.count > Self.findingLimit {
            let rest = unexplained.findings.count - Self.findingLimit
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

    private func lines(of story: Explanation.Story) -> [String] {
        var lines: [String] = []
        let name = TextFormat.name(logdir: story.logdir, run: story.run)
        let age = TimeText.ago(story.wallTime, now: now).map { "  (\($0))" } ?? ""
        let title = EscapedText.terminal(story.title)
        if story.harmless != nil {
            lines.append(
                style.strong(name) + "  " + style.good("no failure")
                    + "  step \(NumberText.grouped(story.step))" + style.faint(age)
            )
        } else {
            lines.append(
                style.strong(name) + "  " + painted(heading(of: story), story.outcome)
                    + style.faint(age)
            )
        }
        var origin = style.strong(title) + "  " + style.bad(story.direction.rawValue)
        if let layer = story.layer { origin += "  layer " + EscapedText.terminal(layer) }
        lines += section("origin", [origin])
        lines += section("window", [EscapedText.terminal(story.window)])
        lines += section("evidence", story.evidence)
        lines += causeLines(story)
        lines += section("spread", story.spread)
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
        var lines = [
            style.strong(name) + "  " + style.faint("also: ") + "\(title) "
                + painted(story.headline, story.outcome)
        ]
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
        for cause in story.causes.prefix(3) {
            let doubt =
                switch cause.strength {
                case .shown: ""
                case .likely: style.doubtful("likely: ")
                case .possible: style.doubtful("possibly: ")
                }
            lines += section("cause", [doubt + style.strong(cause.title)] + cause.evidence)
            lines += section("remedy", [cause.remedy])
        }
        return lines
    }

    private func historyLines(_ history: Explanation.History) -> [String] {
        guard !history.columns.isEmpty else { return [] }
        var table = TextTable()
        let titles = ["step"] + history.columns.map { EscapedText.terminal($0) }
        table.add(titles.map { TextTable.Cell($0, style.faint) })
        for row in history.rows {
            let cells = row.values.map { value -> TextTable.Cell in
                guard let value else { return TextTable.Cell("") }
                let text = ValueText.short(value)
                return value.isFinite ? TextTable.Cell(text) : TextTable.Cell(text, style.bad)
            }
            table.add([TextTable.Cell(NumberText.grouped(row.step))] + cells)
        }
        return table.lines(indent: "")
    }

    /// Lines under a heading in the margin; long ones are broken between words.
    private func section(_ heading: String, _ lines: [String]) -> [String] {
        var shown: [String] = []
        for line in lines {
            shown += WrappedText.lines(of: line)
        }
        return shown.enumerated().map { index, line in
            let margin = index == 0 ? heading : ""
            let padding = String(repeating: " ", count: max(1, Self.margin - margin.count))
            return "  " + style.faint(margin) + padding + line
        }
    }

    private static let margin = 10
}
