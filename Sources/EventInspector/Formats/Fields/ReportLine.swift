internal import TextOutput

/// One line of a report in JSON Lines.
enum ReportLine {
    case finding(ScanReport.Finding)
    /// What a follower told before its report, which has it as well.
    case found(ScanReport.Finding)
    case origin(ScanReport.Origin)
    case run(ScanReport.Run)
    case file(ScanReport.File)
    case input(ScanReport.Input)
    case shard(ScanReport.Part)
    case summary(ReportSummary)

    private enum Kind: String {
        case finding
        case found
        case origin
        case run
        case file
        case input = "logdir"
        case shard
        case summary
    }

    /// Reads a line that ``text`` wrote.
    init(_ bytes: ArraySlice<UInt8>) throws(UnreadableLine) {
        var fields = try JSONFields(JSONParser.value(of: bytes))
        var type = ""
        try fields.field("type", &type)
        switch Kind(rawValue: type) {
        case .finding: self = .finding(try .read(from: &fields))
        case .found: self = .found(try .read(from: &fields))
        case .origin: self = .origin(try .read(from: &fields))
        case .run: self = .run(try .read(from: &fields))
        case .file: self = .file(try .read(from: &fields))
        case .input: self = .input(try .read(from: &fields))
        case .shard: self = .shard(try .read(from: &fields))
        case .summary: self = .summary(try .read(from: &fields))
        case nil: throw UnreadableLine("the type '\(EscapedText.excerpt(type))' is not known")
        }
        try fields.end()
    }

    /// The line with the newline that ends it.
    var text: String {
        switch self {
        case .finding(let finding): Self.text(.finding, finding)
        case .found(let finding): Self.text(.found, finding)
        case .origin(let origin): Self.text(.origin, origin)
        case .run(let run): Self.text(.run, run)
        case .file(let file): Self.text(.file, file)
        case .input(let input): Self.text(.input, input)
        case .shard(let part): Self.text(.shard, part)
        case .summary(let summary): Self.text(.summary, summary)
        }
    }

    private static func text(_ kind: Kind, _ record: some JSONRecord) -> String {
        var json = JSONText()
        json.object { json in
            json.key("type")
            json.value(kind.rawValue)
            record.writeFields(to: &json)
        }
        return json.text + "\n"
    }
}
