internal import TextOutput

/// An explanation as JSON Lines, version 1: a line for each story and for each run that no story
/// covers, then the summary.
///
/// A line of the type `story` or `unexplained` has the keys that ``ExplanationJSON`` describes;
/// that of the type `summary`, the last, has `version`, `status` and `exitCode`.
public struct ExplanationJSONLines: Sendable {
    /// Creates the format.
    public init() {}

    /// One JSON object a line.
    public func text(of explanation: Explanation) -> String {
        var text = ""
        for story in explanation.stories {
            text += line("story") { ExplanationJSON.writeFields(of: story, &$0) }
        }
        for unexplained in explanation.unexplained {
            text += line("unexplained") { ExplanationJSON.writeFields(of: unexplained, &$0) }
        }
        return text
            + line("summary") { ExplanationJSON.writeHead(of: explanation.report, &$0) }
    }

    private func line(_ type: String, _ fields: (inout JSONText) -> Void) -> String {
        var json = JSONText()
        json.object { json in
            json.key("type")
            json.value(type)
            fields(&json)
        }
        return json.text + "\n"
    }
}
