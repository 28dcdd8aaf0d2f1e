internal import Dispatch
internal import Logdirs

/// Hands the files of a plan to workers and joins what they found.
final class ScanQueue: Sendable {
    /// One file to scan.
    struct Work {
        let file: LogdirFile
        let run: Int
        let position: Int
    }

    private struct State {
        var joins: [RunJoin]
        var nextUnit = 0
        var isStopped = false
        /// Files that all workers are to scan together, once they have nothing else to do.
        var large: [Work] = []
        /// Workers that wait until less is waiting to be joined.
        var idleWorkerCount = 0
    }

    private let units: [[Work]]
    // Not a `Mutex<State>`: that cannot take outcomes which workers made and hand over, since their
    // histories are not Sendable, and the thread sanitizer does not see into it.
    private let lock = ShortLock()
    // Only touched within the lock.
    private nonisolated(unsafe) var state: State
    private let turn = DispatchSemaphore(value: 0)
    private let stopsRunAtFinding: Bool
    private let stopsAtFinding: Bool

    init(_ plan: RunPlan, options: ScanOptions) {
        stopsAtFinding = options.exitCodeOnly
        stopsRunAtFinding = options.firstOnly || options.exitCodeOnly
        let work = plan.runs.enumerated().map { index, run in
            run.files.enumerated().map { Work(file: $1, run: index, position: $0) }
        }
        // Which finding is the first of a run shows only when its files are read in order.
        units = stopsRunAtFinding ? work : work.flatMap { $0.map { [$0] } }
        state = State(joins: plan.runs.map { RunJoin($0) })
    }

    /// Pieces of work that can be done at the same time.
    var unitCount: Int { units.count }

    /// Files for one worker to scan in order, nil when there are no more.
    ///
    /// Waits while much was scanned that a file before it holds up. Files are handed out in order,
    /// so that file is in some worker's hands.
    func next() -> [Work]? {
        while true {
            let (unit, mustWait) = lock.sync { nextOrWait() }
            guard mustWait else { return unit }
            turn.wait()
        }
    }

    private func nextOrWait() -> (unit: [Work]?, mustWait: Bool) {
        guard !state.isStopped, state.nextUnit < units.count else { return (nil, false) }
        let unit = units[state.nextUnit]
        if let first = unit.first, !state.joins[first.run].takesNow(first.position),
            state.joins[first.run].waitingByteCount > Self.waitingLimit
        {
            // It may be a large file that holds it up.
            guard state.large.isEmpty else { return (nil, false) }
            state.idleWorkerCount += 1
            return (nil, true)
        }
        state.nextUnit += 1
        return (unit, false)
    }

    /// Puts a file off until no worker has anything else to do.
    func putOff(_ work: Work) {
        lock.sync {
            state.large.append(work)
            wakeWorkers()
        }
    }

    /// The files that were put off, in the order of the plan; they are the caller's to scan.
    func takeLarge() -> [Work] {
        lock.sync {
            let large = state.isStopped ? [] : state.large
            state.large = []
            return large.sorted { ($0.run, $0.position) < ($1.run, $1.position) }
        }
    }

    /// Takes what scanning a file gave, and all that hangs on it.
    ///
    /// - Returns: Whether the worker is to go on with its files.
    func finish(_ work: Work, _ outcome: FileOutcome) -> Bool {
        lock.sync {
            let isFound = state.joins[work.run].add(outcome, at: work.position)
            if isFound, stopsAtFinding { state.isStopped = true }
            wakeWorkers()
            return !(isFound && stopsRunAtFinding)
        }
    }

    private func wakeWorkers() {
        for _ in 0..<state.idleWorkerCount { turn.signal() }
        state.idleWorkerCount = 0
    }

    /// What was found in each run, when all workers are done.
    func results() -> [RunResult] {
        lock.sync { state.joins.map { $0.finish() } }
    }

    /// What the outcomes of one run that wait for an earlier file may take.
    private static let waitingLimit = 8 * 1024 * 1024
}
