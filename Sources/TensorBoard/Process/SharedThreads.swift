internal import Platform

/// Work that is due again and again.
protocol RecurringWork: AnyObject, Sendable {
    /// Does a part of what is due.
    ///
    /// - Returns: The time at which more is due, in nanoseconds of the monotonic clock; `nil` if
    ///   nothing is until it is woken.
    func doWork() -> Int64?
}

/// The threads that write the files of all writers.
///
/// There are as many as write at the same time, but no more than ``usualCount``, and one that
/// watches the time. A disk may be stuck for good: work that takes longer than a second no longer
/// counts, so that a stuck disk leaves the others their threads, up to ``largestCount`` of them.
final class SharedThreads: Sendable {
    static let shared = SharedThreads()

    private struct State {
        var schedule = Schedule()
        var underWay: [UnderWay] = []
        var threadCount = 0

        /// The threads that do nothing at the moment, or start.
        var idleCount: Int { threadCount - underWay.count }
    }

    private struct UnderWay {
        let work: any RecurringWork
        let since: Int64
        /// When it is due again, if it was woken meanwhile.
        var wakeTime: Int64?
    }

    private let monitor = Monitor()
    // Only accessed under the monitor's lock; lives as long as the process.
    nonisolated(unsafe) private let state: UnsafeMutablePointer<State>

    private init() {
        state = .allocate(capacity: 1)
        state.initialize(to: State())
    }

    /// Makes work due at a time, or earlier if it is already.
    ///
    /// - Returns: Whether there is a thread for it; the machine may have too many.
    func wake(_ work: any RecurringWork, at time: Int64) -> Bool {
        monitor.withLock {
            if let index = state.pointee.underWay.firstIndex(where: { $0.work === work }) {
                let known = state.pointee.underWay[index].wakeTime ?? .max
                state.pointee.underWay[index].wakeTime = min(known, time)
                return true
            }
            let isNews = state.pointee.schedule.add(work, at: time)
            startThread()
            if isNews { monitor.signal() }
            return state.pointee.threadCount > 0
        }
    }

    /// Forgets work that is never due again.
    func remove(_ work: any RecurringWork) {
        monitor.withLock { state.pointee.schedule.remove(work) }
    }

    /// The number of threads.
    var count: Int { monitor.withLock { state.pointee.threadCount } }

    /// Locks everything, before the process forks.
    func lockToFork() { monitor.lock() }

    /// Unlocks what ``lockToFork()`` has locked.
    func unlockAfterFork() { monitor.unlock() }

    /// In a forked child there are no threads, and all work belongs to the parent.
    func becomeChild() {
        monitor.forgetWaiters()
        state.pointee = State()
    }

    /// Starts a thread if one is missing that waits for the next work.
    private func startThread() {
        guard !state.pointee.schedule.isEmpty, state.pointee.idleCount == 0,
            state.pointee.threadCount < Self.largestCount
        else { return }
        if BackgroundThread.start({ [self] _ in run() }) { state.pointee.threadCount += 1 }
    }

    private func run() {
        monitor.lock()
        while let work = next() {
            monitor.unlock()
            let time = work.doWork()
            monitor.lock()
            finish(work, time)
        }
        state.pointee.threadCount -= 1
        monitor.unlock()
    }

    /// Waits for work that is due; `nil` if this thread is not needed any longer.
    private func next() -> (any RecurringWork)? {
        let start = Clock.monotonic
        while true {
            let now = Clock.monotonic
            let busyCount = state.pointee.underWay.count { now - $0.since < Self.stuckTime }
            let mayWork = busyCount < Self.usualCount
            if mayWork, let work = state.pointee.schedule.removeFirst(dueAt: now) {
                state.pointee.underWay.append(UnderWay(work: work, since: now))
                startThread()
                return work
            }
            let isNeeded = state.pointee.idleCount == 1 && !state.pointee.schedule.isEmpty
            guard isNeeded || now - start < Self.restTime else { return nil }
            let due = state.pointee.schedule.firstTime.map { max($0, now) - now }
            monitor.wait(nanoseconds: min(mayWork ? due ?? .max : Self.stuckTime, Self.restTime))
        }
    }

    private func finish(_ work: any RecurringWork, _ time: Int64?) {
        guard let index = state.pointee.underWay.firstIndex(where: { $0.work === work }) else {
            return
        }
        let wakeTime = state.pointee.underWay.remove(at: index).wakeTime
        guard let due = [time, wakeTime].compactMap(\.self).min() else { return }
        _ = state.pointee.schedule.add(work, at: due)
        // Another thread may have found that too many were busy.
        if !state.pointee.schedule.isEmpty, state.pointee.idleCount > 1 { monitor.signal() }
    }

    /// The threads that work at the same time, as long as none is stuck.
    static let usualCount = 4
    /// The threads there are at most.
    static let largestCount = 64
    /// Nanoseconds after which work counts as stuck.
    private static let stuckTime: Int64 = 1_000_000_000
    /// Nanoseconds that a thread waits for work before it ends.
    private static let restTime: Int64 = 5_000_000_000
}
