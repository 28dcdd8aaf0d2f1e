internal import TextOutput

/// One line of a report in JSON Lines.
enum ReportLine {
    case finding(ScanReport.Finding)
    case origin(ScanReport.Origin)
    case run(ScanReport.Run)
    case file(ScanReport.File)
    case input(ScanReport.Input)
    case shard(ScanReport.Part)
    case summary(ReportSummary)

    /// Reads a line that ``JSONLinesFormat`` has written.
    init(_ bytes: ArraySlice<UInt8>) throws(UnreadableLine) {
        var fields = try JSONFields(JSONParser.value(of: bytes))
        let type = try fields.take("type", JSONValue.string)
        switch type {
        case "finding": self = .finding(try ScanReport.Finding(&fields))
        case "origin": self = .origin(try ScanReport.Origin(&fields))
        case "run": self = .run(try ScanReport.Run(&fields))
        case "file": self = .file(try ScanReport.File(&fields))
        case "logdir":
            self = .input(
                ScanReport.Input(
                    logdir: try fields.take("logdir", JSONValue.string),
                    notes: try fields.takeIfThere("notes", JSONValue.strings) ?? []
                )
            )
        case "shard": self = .shard(try ScanReport.Part(&fields))
        case "summary": self = .summary(try ReportSummary(&fields))
        default: throw UnreadableLine("the type '\(EscapedText.excerpt(type))' is not known")
        }
        try fields.end()
    }
}

/// The last line of a report.
struct ReportSummary {
    let status: ScanReport.Status
    let totals: ScanReport.Totals
    let unlisted: Int
    let isSelective: Bool
    let lineCount: Int

    init(_ fields: inout JSONFields) throws(UnreadableLine) {
        guard try fields.take("version", JSONValue.count) == ScanReport.version else {
            throw UnreadableLine("'version' is not \(ScanReport.version)")
        }
        status = try fields.take("status", JSONValue.word)
        // Follows from the status; notes follow from the rest.
        _ = try fields.take("exitCode", JSONValue.count)
        _ = try fields.takeIfThere("notes", JSONValue.strings)
        totals = try fields.take("totals") { value throws(UnreadableLine) in
            var fields = try JSONFields(value)
            let totals = try ScanReport.Totals(&fields)
            try fields.end()
            return totals
        }
        unlisted = try fields.takeIfThere("unlisted", JSONValue.count) ?? 0
        isSelective = try fields.takeIfThere("selective", JSONValue.flag) ?? false
        lineCount = try fields.take("lines", JSONValue.count)
    }
}
