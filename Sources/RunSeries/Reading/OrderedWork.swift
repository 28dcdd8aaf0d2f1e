internal import Dispatch
internal import Platform
internal import TFRecord

/// Work that several threads do at the same time, and whose results are taken in order.
enum OrderedWork {
    /// Does the work.
    ///
    /// A thread that is far ahead of the results that were taken waits, so that the memory of results
    /// is bounded.
    ///
    /// - Parameters:
    ///   - units: What there is to do, in the order of the results.
    ///   - jobs: The number of threads.
    ///   - work: Does a unit; on any thread.
    ///   - take: Takes a result; on any thread, one at a time and in order. Returns whether to go on.
    static func run<Unit: Sendable, Result>(
        _ units: [Unit],
        jobs: Int,
        work: (Unit, ReadBuffer) -> Result,
        take: (Unit, Result, ReadBuffer) -> Bool
    ) {
        let state = OrderedState<Result>(window: 2 * jobs + 2)
        withoutActuallyEscaping(work) { work in
            withoutActuallyEscaping(take) { take in
                // Called from several threads, which the caller's closures are made for.
                nonisolated(unsafe) let (work, take) = (work, take)
                DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, units.count))) { _ in
                    let buffer = ReadBuffer()
                    while let index = state.next(of: units.count) {
                        state.add(work(units[index], buffer), at: index)
                        while let (index, result) = state.beginTaking() {
                            state.endTaking(goesOn: take(units[index], result, buffer))
                        }
                    }
                }
            }
        }
    }
}

/// The progress of ordered work.
private final class OrderedState<Result>: Sendable {
    private struct Progress {
        var nextUnit = 0
        var nextResult = 0
        var waiting: [Int: Result] = [:]
        var isTaking = false
        var isStopped = false
        /// The number of threads that wait for results to be taken.
        var idleCount = 0
    }

    private let lock = ShortLock()
    // Only accessed under the lock.
    private nonisolated(unsafe) var progress = Progress()
    private let turn = DispatchSemaphore(value: 0)
    private let window: Int

    init(window: Int) { self.window = window }

    /// The next unit for a thread; `nil` if there are no more.
    func next(of count: Int) -> Int? {
        while true {
            let (unit, mustWait) = lock.sync { () -> (Int?, Bool) in
                guard !progress.isStopped, progress.nextUnit < count else { return (nil, false) }
                guard progress.nextUnit < progress.nextResult + window else {
                    progress.idleCount += 1
                    return (nil, true)
                }
                progress.nextUnit += 1
                return (progress.nextUnit - 1, false)
            }
            guard mustWait else { return unit }
            turn.wait()
        }
    }

    func add(_ result: Result, at index: Int) {
        lock.sync { progress.waiting[index] = result }
    }

    /// The next result in order; `nil` if it is not there, or another thread takes results.
    func beginTaking() -> (Int, Result)? {
        lock.sync {
            guard !progress.isTaking, !progress.isStopped,
                let result = progress.waiting.removeValue(forKey: progress.nextResult)
            else { return nil }
            progress.isTaking = true
            return (progress.nextResult, result)
        }
    }

    func endTaking(goesOn: Bool) {
        lock.sync {
            progress.isTaking = false
            progress.nextResult += 1
            if !goesOn { progress.isStopped = true }
            for _ in 0..<progress.idleCount { turn.signal() }
            progress.idleCount = 0
        }
    }
}
