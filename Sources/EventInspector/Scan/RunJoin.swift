internal import TFRecord

/// What scanning one file gave.
struct FileOutcome {
    let file: EventFile
    let scan: FileScan
    var failure: RecordError?
}

/// Everything a report says of one run.
struct RunResult {
    var findings: [ScanReport.Finding] = []
    var files: [ScanReport.File] = []
    var run: ScanReport.Run
    var totals = RunHistory.Totals()
    var unlistedValueCount = 0
    /// What broke first in each segment, once it was looked for.
    var stories: [OriginStory] = []

    /// Marks what is to be expected, and finds what broke first of the rest.
    mutating func conclude(_ plan: ScanPlan.Run, options: ScanOptions) {
        findings = findings.map { $0.allowed(by: options.allowances) }
        guard !options.exitCodeOnly else { return }
        var finder = OriginFinder(plan, options: options)
        stories = finder.stories(of: findings)
    }
}

/// Joins the files of a run, which may be scanned in any order, in the order of their names.
final class RunJoin {
    private let plan: ScanPlan.Run
    private var waiting: [Int: FileOutcome] = [:]
    /// Memory of the outcomes that wait for an earlier file.
    private(set) var waitingByteCount = 0
    private var joinedCount = 0
    private var history: RunHistory?
    private var result: RunResult

    init(_ plan: ScanPlan.Run) {
        self.plan = plan
        result = RunResult(
            run: ScanReport.Run(logdir: plan.logdir, name: plan.name, values: 0)
        )
    }

    /// Takes the outcome of the file at `position`.
    ///
    /// - Returns: Whether the file holds what a scan that stops early looks for.
    func add(_ outcome: FileOutcome, at position: Int) -> Bool {
        waiting[position] = outcome
        waitingByteCount += outcome.scan.history.byteCount
        while let next = waiting.removeValue(forKey: joinedCount) {
            waitingByteCount -= next.scan.history.byteCount
            join(next)
        }
        // The tags' memory is given back as soon as the last file has come.
        if joinedCount == plan.files.count { close() }
        return outcome.scan.isDone
    }

    /// Whether the outcome of the file at `position` would not have to wait.
    func takesNow(_ position: Int) -> Bool { position == joinedCount }

    /// The run's part of the report.
    func finish() -> RunResult {
        close()
        return result
    }

    private func join(_ outcome: FileOutcome) {
        joinedCount += 1
        if outcome.scan.exampleCount > 0 { result.run.isDataset = true }
        result.files.append(ScanReport.File(outcome))
        // Joined into a history of its own: a followed file's goes on to grow.
        if plan.files.count == 1 {
            history = outcome.scan.history
        } else {
            let joined = history ?? RunHistory(fileCount: 0)
            joined.append(outcome.scan.history, boundary: .nextFile)
            history = joined
        }
    }

    private func close() {
        guard let history else { return }
        result.findings = history.findings(of: plan)
        result.run.lastStep = history.lastStep
        result.run.lastWallTime = history.lastWallTime
        result.run.values = history.totals.values
        result.totals = history.totals
        result.unlistedValueCount = history.unlistedValueCount
        self.history = nil
    }
}
