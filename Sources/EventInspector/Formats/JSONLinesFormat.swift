internal import Logdirs
internal import TextOutput

/// Version 1 of the report as JSON Lines: one object a finding, origin, run, file and logdir, then
/// the totals.
///
/// Nothing of the report is left out: ``ReportMerger`` makes of the lines what they were made of.
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
        for run in report.runs {
            text += Self.line("run") { Self.writeFields(of: run, &$0) }
        }
        for file in report.files {
            text += Self.line("file") { JSONFormat.writeFields(of: file, &$0) }
        }
        for input in report.inputs {
            text += Self.line("logdir") { Self.writeFields(of: input, &$0) }
        }
        if let shard = report.shard {
            text += Self.line("shard") { Self.writeFields(of: shard, &$0) }
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
            if report.unlisted > 0 {
                json.key("unlisted")
                json.value(report.unlisted)
            }
            if report.isSelective {
                json.key("selective")
                json.value(true)
            }
            // Shows whether any line before this one was lost.
            json.key("lines")
            json.value(Self.lineCount(of: report))
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

    /// The lines of a report before its summary.
    static func lineCount(of report: ScanReport) -> Int {
        report.findings.count + report.origin.count + report.runs.count + report.files.count
            + report.inputs.count + (report.shard == nil ? 0 : 1)
    }

    private static func writeFields(of run: ScanReport.Run, _ json: inout JSONText) {
        json.key("logdir")
        json.value(run.logdir)
        json.key("run")
        json.value(run.name)
        json.key("lastStep")
        json.valueOrNull(run.lastStep) { $0.value($1) }
        json.key("lastWallTime")
        json.valueOrNull(run.lastWallTime) { $0.value($1) }
        json.key("values")
        json.value(run.values)
        json.key("dataset")
        json.value(run.isDataset)
    }

    private static func writeFields(of input: ScanReport.Input, _ json: inout JSONText) {
        json.key("logdir")
        json.value(input.logdir)
        if !input.notes.isEmpty {
            json.key("notes")
            json.array(input.notes) { $0.value($1) }
        }
    }

    private static func writeFields(of part: ScanReport.Part, _ json: inout JSONText) {
        json.key("number")
        json.value(part.shard.number)
        json.key("of")
        json.value(part.shard.count)
        json.key("by")
        json.value(part.shard.rule.rawValue)
        json.key("division")
        json.value(part.division)
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
