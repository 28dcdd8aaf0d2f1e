internal import TextOutput

/// Version 1 of the report as one JSON object.
public struct JSONFormat: ReportFormat {
    /// Creates the format.
    public init() {}

    /// The report as JSON, with one finding or file per line.
    public func text(of report: ScanReport) -> String {
        var json = JSONText()
        json.object { json in
            var head = ReportHead(report)
            json.newline()
            head.code(&json)
            Self.list("findings", report.findings, &json)
            Self.list("origin", report.origin, &json)
            Self.list("files", report.files, &json)
            json.newline()
            json.key("totals")
            report.totals.write(to: &json)
            if !report.unmatched.isEmpty { Self.list("unmatched", report.unmatched, &json) }
            if !report.unused.isEmpty { Self.list("unused", report.unused, &json) }
            let missing = report.inputs.filter { $0.error != nil }
            if !missing.isEmpty { Self.list("missing", missing, &json) }
            if !report.notes.isEmpty {
                json.newline()
                json.key("notes")
                report.notes.write(to: &json)
            }
        }
        return json.text + "\n"
    }

    private static func list(_ key: String, _ records: [some JSONRecord], _ json: inout JSONText) {
        json.newline()
        json.key(key)
        json.array(records) { json, record in
            json.newline()
            record.write(to: &json)
        }
    }
}
