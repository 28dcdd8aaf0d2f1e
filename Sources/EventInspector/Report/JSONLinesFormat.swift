/// Version 1 of the report as JSON Lines: one object a finding, origin and file, then the totals.
public struct JSONLinesFormat: ReportFormat {
    /// Makes the format.
    public init() {}

    /// The report, one JSON object a line, each with a `type`.
    public func text(of report: ScanReport) -> String {
        var text = ""
        for finding in report.findings { text += Self.line(of: finding) }
        for origin in report.origin {
            text += Self.line("origin") { JSONFormat.writeFields(of: origin, &$0) }
        }
        for file in report.files {
            text += Self.line("file") { JSONFormat.writeFields(of: file, &$0) }
        }
        text += Self.line("summary") { json in
            json.key("version")
            json.value(ScanReport.version)
            json.key("status")
            json.value(report.status.rawValue)
            json.key("exitCode")
            json.value(Int(report.exitCode))
            json.key("totals")
            JSONFormat.write(report.totals, &json)
            if !report.notes.isEmpty {
                json.key("notes")
                json.array(report.notes) { $0.value($1) }
            }
        }
        return text
    }

    /// One finding as a line of its own.
    public static func line(of finding: ScanReport.Finding) -> String {
        line("finding") { JSONFormat.writeFields(of: finding, &$0) }
    }

    private static func line(_ type: String, _ body: (inout JSONText) -> Void) -> String {
        var json = JSONText()
        json.object { json in
            json.key("type")
            json.value(type)
            body(&json)
        }
        return json.text + "\n"
    }
}
