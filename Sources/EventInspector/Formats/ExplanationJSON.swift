internal import TextOutput
internal import Timelines

/// An explanation for programs, version 1.
///
/// One object: `version`, `status` and `exitCode` of the scan, and `stories`, each with its
/// evidence, causes (`kind`, `strength`, `title`, `evidence`, `remedy`), the last values before and
/// the advice; then `unexplained`, with the `findings` that no story covers, as the scan reports
/// them, and the `reasons`. Non-finite numbers are strings, as in the scan's reports.
public struct ExplanationJSON: Sendable {
    /// Creates the format.
    public init() {}

    /// The JSON text.
    public func text(of explanation: Explanation) -> String {
        var json = JSONText()
        json.object { json in
            Self.writeHead(of: explanation.report, &json)
            json.newline()
            json.key("stories")
            json.array(explanation.stories) { json, story in
                json.newline()
                json.object { Self.writeFields(of: story, &$0) }
            }
            json.newline()
            json.key("unexplained")
            json.array(explanation.unexplained) { json, unexplained in
                json.newline()
                json.object { Self.writeFields(of: unexplained, &$0) }
            }
        }
        return json.text + "\n"
    }

    /// The outcome of the scan.
    static func writeHead(of report: ScanReport, _ json: inout JSONText) {
        json.key("version")
        json.value(1)
        json.key("status")
        json.value(report.status.rawValue)
        json.key("exitCode")
        json.value(Int(report.exitCode))
        let allowed = report.findings.count { $0.isAllowed }
        if allowed > 0 {
            json.key("allowed")
            json.value(allowed)
        }
        guard !report.unmatched.isEmpty else { return }
        json.key("unmatched")
        report.unmatched.write(to: &json)
    }

    /// The fields of a story.
    static func writeFields(of story: Explanation.Story, _ json: inout JSONText) {
        text("logdir", story.logdir, &json)
        text("run", story.run, &json)
        number("segment", Int64(story.segment), &json)
        text("outcome", story.outcome.rawValue, &json)
        number("attempt", Int64(clamping: story.attempt), &json)
        text("writer", story.writer, &json)
        text("headline", story.headline, &json)
        text("window", story.window, &json)
        text("tag", story.tag, &json)
        text("name", story.title, &json)
        if story.tieCount > 0 { number("ties", Int64(clamping: story.tieCount), &json) }
        number("step", story.step, &json)
        json.key("wallTime")
        json.value(story.wallTime)
        number("lastFiniteStep", story.lastFiniteStep, &json)
        text("direction", story.direction.rawValue, &json)
        text("layer", story.layer, &json)
        texts("evidence", story.evidence, &json)
        json.key("loss")
        story.loss.write(to: &json)
        text("harmless", story.harmless, &json)
        json.key("causes")
        json.array(story.causes) { json, cause in write(cause, &json) }
        texts("spread", story.spread, &json)
        json.key("before")
        write(story.before, &json)
        number("lastFiniteParameters", story.lastFiniteParameters, &json)
        texts("advice", story.advice, &json)
        texts("notes", story.notes, &json)
    }

    /// The fields of a run that no story covers.
    static func writeFields(
        of unexplained: Explanation.Unexplained,
        _ json: inout JSONText
    ) {
        text("logdir", unexplained.logdir, &json)
        text("run", unexplained.run, &json)
        text("direction", unexplained.direction.rawValue, &json)
        texts("reasons", unexplained.reasons, &json)
        number("unlisted", Int64(clamping: unexplained.unlistedValueCount), &json)
        json.key("findings")
        json.array(unexplained.findings) { json, finding in
            finding.write(to: &json)
        }
    }

    private static func write(_ cause: Cause, _ json: inout JSONText) {
        json.object { json in
            text("kind", cause.kind.rawValue, &json)
            text("strength", "\(cause.strength)", &json)
            text("title", cause.title, &json)
            texts("evidence", cause.evidence, &json)
            text("remedy", cause.remedy, &json)
            if let layer = cause.layer { text("layer", layer, &json) }
        }
    }

    private static func write(_ history: Explanation.History, _ json: inout JSONText) {
        json.object { json in
            texts("columns", history.columns, &json)
            json.key("rows")
            json.array(history.rows) { json, row in
                json.object { json in
                    number("step", row.step, &json)
                    json.key("values")
                    json.array(row.values) { json, value in
                        value.write(to: &json)
                    }
                }
            }
        }
    }

    private static func text(_ key: String, _ value: String?, _ json: inout JSONText) {
        json.key(key)
        value.write(to: &json)
    }

    private static func number(_ key: String, _ value: Int64?, _ json: inout JSONText) {
        json.key(key)
        value.write(to: &json)
    }

    private static func texts(_ key: String, _ values: [String], _ json: inout JSONText) {
        json.key(key)
        values.write(to: &json)
    }
}
