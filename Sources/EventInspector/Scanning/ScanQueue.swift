internal import Dispatch
internal import Logdirs
internal import Platform

/// A queue that assigns the files of a plan to workers and joins their outcomes.
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
        /// Files that all workers scan together, once they have nothing else to do.
        var large: [Work] = []
        /// The number of workers that wait until fewer outcomes are waiting.
        var idleWorkerCount = 0
    }

    private let units: [[Work]]
    // Not a `Mutex<State>`: outcomes from workers cannot be moved into one, since their histories
    // are not Sendable, and the thread sanitizer cannot see into it.
    private let lock = ShortLock()
    // Only accessed under the lock.
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
        // The first finding of a run is only known if its files are read in order.
        units = stopsRunAtFinding ? work : work.flatMap { $0.map { [$0] } }
        state = State(
            joins: plan.runs.map {
                RunJoin($0, selection: options.selection, allowances: options.allowances)
            }
        )
    }

    /// The number of tasks that can be done at the same time.
    var unitCount: Int { units.count }

    /// Files for one worker to scan in order; `nil` if there are no more.
    ///
    /// Blocks while too many outcomes wait for an earlier file. Files are assigned in order, so
    /// some worker is scanning that file.
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
            // The earlier file may be a large one.
            guard state.large.isEmpty else { return (nil, false) }
            state.idleWorkerCount += 1
            return (nil, true)
        }
        state.nextUnit += 1
        return (unit, false)
    }

    /// Defers a file until no worker has anything else to do.
    func putOff(_ work: Work) {
        lock.sync {
            state.large.append(work)
            wakeWorkers()
        }
    }

    /// The deferred files, in the order of the plan; the caller scans them.
    func takeLarge() -> [Work] {
        lock.sync {
            let large = state.isStopped ? [] : state.large
            state.large = []
            return large.sorted { ($0.run, $0.position) < ($1.run, $1.position) }
        }
    }

    /// Records a file's outcome and joins whatever was waiting for it.
    ///
    /// - Returns: Whether the worker should continue with its files.
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

    /// The results of all runs, when all workers are done.
    func results() -> [RunResult] {
        lock.sync { state.joins.map { $0.finish() } }
    }

    /// The most memory for a run's outcomes that wait for an earlier file.
    private static let waitingLimit = 8 * 1024 * 1024
}
