internal import Logdirs
internal import TFRecord

/// A join of a run's files, which may be scanned in any order, in the order of their names.
final class RunJoin {
    private let plan: RunPlan.Run
    private let selection: ScanSelection
    private let allowances: [Allowance]
    private var waiting: [Int: FileOutcome] = [:]
    /// The memory of the outcomes that wait for an earlier file.
    private(set) var waitingByteCount = 0
    private var joinedCount = 0
    private var foreignCount = 0
    private var history: RunHistory?
    private var result: RunResult

    init(_ plan: RunPlan.Run, selection: ScanSelection, allowances: [Allowance] = []) {
        self.plan = plan
        self.selection = selection
        self.allowances = allowances
        result = RunResult(plan)
    }

    /// Adds the outcome of the file at `position`.
    ///
    /// - Returns: Whether the file has a finding at which an early stop is requested.
    func add(_ outcome: FileOutcome, at position: Int) -> Bool {
        waiting[position] = outcome
        waitingByteCount += outcome.scan.history.byteCount
        while let next = waiting.removeValue(forKey: joinedCount) {
            waitingByteCount -= next.scan.history.byteCount
            join(next)
        }
        // The tags' memory is released as soon as the last file has been joined.
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
        if outcome.foreign != nil {
            // Neither the history nor a second reading knows of it.
            result.plan.files.remove(at: joinedCount - 1 - foreignCount)
            foreignCount += 1
            result.foreign.append(ScanReport.File(outcome))
            return
        }
        if outcome.scan.exampleCount > 0 { result.run.isDataset = true }
        result.files.append(ScanReport.File(outcome))
        // Joined into a separate history: a followed file's own continues to grow.
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
        result.findings = history.orderedFindings
        result.run.lastStep = history.lastStep
        result.run.lastWallTime = history.lastWallTime
        result.run.values = history.totals.values
        result.run.isUnselected = !selection.isEverything && history.totals.elements == 0
        result.totals = history.totals
        result.unlistedValueCount = history.unlistedValueCount
        result.seen = SeenTags(history, selection, allowances)
        self.history = nil
    }
}
