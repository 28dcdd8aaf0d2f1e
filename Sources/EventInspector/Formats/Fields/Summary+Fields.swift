internal import TextOutput

extension ScanReport.Status: JSONWord {}

extension ScanReport.Totals: JSONRecord {
    static var blank: Self { Self() }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("runs", &runs)
        try coder.field("files", &files)
        try coder.field("bytes", &bytes)
        try coder.field("records", &records)
        try coder.field("values", &values)
        try coder.field("elements", &elements)
        try coder.field("nan", &nan)
        try coder.field("positiveInfinity", &positiveInfinity)
        try coder.field("negativeInfinity", &negativeInfinity)
        try coder.field("unknown", &unknown)
        try coder.field("issues", &issues)
    }
}

extension SelectionGap.Part: JSONWord {}

extension FailureRule: JSONWord {}

extension SelectionGap: JSONRecord {
    static var blank: Self { Self(part: .tag, pattern: "") }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("part", &part)
        // Which name is nearest depends on all of them, and parts of a scan do not know all.
        try coder.field("pattern", &pattern)
    }
}

/// The beginning of a report in JSON, and its summary in JSON Lines: the outcome.
struct ReportHead: JSONFieldList {
    var version = ScanReport.version
    var status = ScanReport.Status.finite
    var exitCode = 0

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try coder.field("version", &version)
        try coder.require(
            version == ScanReport.version,
            "'version' is not \(ScanReport.version)"
        )
        try coder.field("status", &status)
        try coder.field("exitCode", &exitCode)
    }
}

/// The last line of a report as JSON Lines.
struct ReportSummary: JSONRecord {
    private var head = ReportHead()
    private(set) var totals = ScanReport.Totals()
    private(set) var unlisted = 0
    private(set) var isSelective = false
    private(set) var failureRule = FailureRule.nonfinite
    /// The number of lines before this one, which shows whether any was lost.
    private(set) var lineCount = 0
    // Derived from the other fields; a merger computes them again.
    private var notes: [String] = []
    private(set) var unmatched: [SelectionGap] = []
    private(set) var unused: [SelectionGap] = []

    private init() {}

    init(_ report: ScanReport, lineCount: Int) {
        head = ReportHead(report)
        totals = report.totals
        unlisted = report.unlisted
        isSelective = report.isSelective
        failureRule = report.failureRule
        self.lineCount = lineCount
        notes = report.notes
        unmatched = report.unmatched
        unused = report.unused
    }

    static var blank: Self { Self() }

    var status: ScanReport.Status { head.status }

    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure) {
        try head.code(&coder)
        try coder.field("totals", &totals)
        try coder.field("unlisted", &unlisted, unless: 0)
        try coder.field("selective", &isSelective, unless: false)
        try coder.field("failOn", &failureRule, unless: .nonfinite)
        try coder.field("lines", &lineCount)
        try coder.field("notes", &notes, unless: [])
        try coder.field("unmatched", &unmatched, unless: [])
        try coder.field("unused", &unused, unless: [])
    }
}

extension ReportHead {
    init(_ report: ScanReport) {
        self.init(status: report.status, exitCode: Int(report.exitCode))
    }
}
