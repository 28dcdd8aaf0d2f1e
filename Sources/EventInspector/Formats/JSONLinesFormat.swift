/// Version 1 of the report as JSON Lines: one object per finding, origin, run, file and logdir,
/// then the totals.
///
/// The lines hold the whole report; ``ReportMerger`` rebuilds it from them.
public struct JSONLinesFormat: ReportFormat {
    /// Creates the format.
    public init() {}

    /// The report, one JSON object per line, each with a `type`.
    public func text(of report: ScanReport) -> String {
        var text = ""
        var count = 0
        func add(_ line: ReportLine) {
            text += line.text
            count += 1  // in range: lines in memory
        }
        for finding in report.findings { add(.finding(finding)) }
        for origin in report.origin { add(.origin(origin)) }
        for run in report.runs { add(.run(run)) }
        for file in report.files { add(.file(file)) }
        for input in report.inputs { add(.input(input)) }
        if let shard = report.shard { add(.shard(shard)) }
        add(.summary(ReportSummary(report, lineCount: count)))
        return text
    }

    /// One finding as a line of its own, of type `found`: what a follower tells at once, and its
    /// report tells again.
    public static func line(of finding: ScanReport.Finding) -> String {
        ReportLine.found(finding).text
    }
}
