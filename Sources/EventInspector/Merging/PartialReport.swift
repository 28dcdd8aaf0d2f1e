internal import ClampedArithmetic
internal import TFRecord
internal import TextOutput

/// The contents of one report's lines so far.
struct PartialReport {
    /// The lines' contents about one run.
    struct RunPart {
        var run: ScanReport.Run
        var findings: [ScanReport.Finding] = []
        var origin: [ScanReport.Origin] = []
        var files: [ScanReport.File] = []
    }

    private(set) var runs: [RunKey: RunPart] = [:]
    /// Files that belong to no run because they are something else.
    private(set) var foreign: [ScanReport.File] = []
    private(set) var inputs: [ScanReport.Input] = []
    private(set) var shard: ScanReport.Part?
    private(set) var lineCount = 0
    /// Whether it has begun, if only with what a follower told.
    private(set) var hasBegun = false
    // Findings and origins come before the runs that they belong to.
    private var findings: [ScanReport.Finding] = []
    private var origin: [ScanReport.Origin] = []
    private var logdirs: Set<ExactName> = []
    private var sums = ScanReport.Totals()

    /// Adds a line before the summary.
    mutating func add(_ line: ReportLine) throws(UnreadableLine) {
        hasBegun = true
        // The report has it as well.
        if case .found = line { return }
        lineCount += 1
        switch line {
        case .finding(let finding): findings.append(finding)
        case .origin(let found): origin.append(found)
        case .run(let run):
            let key = RunKey(logdir: run.logdir, run: run.name)
            guard runs.updateValue(RunPart(run: run), forKey: key) == nil else {
                throw UnreadableLine("the run is there already")
            }
            sums.runs += 1
            sums.values.addClamped(run.values)
        case .file(let file) where file.kind != nil: foreign.append(file)
        case .file(let file):
            try change(file.logdir, file.run) { $0.files.append(file) }
            sums.files += 1
            sums.bytes.addClamped(file.bytes)
            sums.records.addClamped(file.records)
            sums.issues.addClamped(file.issueCount)
        case .input(let input):
            guard logdirs.insert(ExactName(input.logdir)).inserted else {
                throw UnreadableLine("the logdir is there already")
            }
            inputs.append(input)
        case .shard(let part):
            guard shard == nil else { throw UnreadableLine("there are two shards") }
            shard = part
        case .summary, .found: break
        }
    }

    /// Checks the summary against the lines.
    mutating func finish(_ summary: ReportSummary) throws(UnreadableLine) {
        guard summary.lineCount == lineCount else {
            throw UnreadableLine(
                "the summary counts \(summary.lineCount) lines before it, and there are \(lineCount)"
            )
        }
        for finding in findings {
            try change(finding.logdir, finding.run) { $0.findings.append(finding) }
        }
        for found in origin { try change(found.logdir, found.run) { $0.origin.append(found) } }
        for (key, part) in runs where part.files.isEmpty || !logdirs.contains(ExactName(key.logdir))
        {
            throw UnreadableLine("a run lacks its files or its logdir")
        }
        let totals = summary.totals
        guard totals.runs == sums.runs, totals.files == sums.files, totals.bytes == sums.bytes,
            totals.records == sums.records, totals.values == sums.values,
            totals.issues == sums.issues
        else { throw UnreadableLine("the totals are not the sums of the lines") }
        var report = ScanReport()
        report.findings = findings
        report.files = runs.values.flatMap(\.files) + foreign
        report.unlisted = summary.unlisted
        guard report.status == summary.status else {
            throw UnreadableLine("the status does not follow from the lines")
        }
    }

    private mutating func change(
        _ logdir: String,
        _ run: String,
        _ body: (inout RunPart) -> Void
    ) throws(UnreadableLine) {
        guard let index = runs.index(forKey: RunKey(logdir: logdir, run: run)) else {
            throw UnreadableLine("there is no line on the run '\(EscapedText.excerpt(run))'")
        }
        body(&runs.values[index])
    }
}
