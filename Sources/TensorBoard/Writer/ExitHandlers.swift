internal import Platform

/// Handlers that write all values when the process ends, and separate the writers when it forks.
enum ExitHandlers {
    private static let lock = Monitor()
    // Only accessed under the lock.
    nonisolated(unsafe) private static var queues: [EventQueue] = []

    /// Registered once, when the first writer is created.
    private static let registration: Void = {
        atexit { ExitHandlers.writeAll { _ in true } }
        // A fork copies every lock in its state, even one that another thread holds, which does not
        // exist in the child: so none is held while the process forks.
        _ = pthread_atfork(
            { ExitHandlers.prepareToFork() },
            { ExitHandlers.resumeParent() },
            { ExitHandlers.becomeChild() }
        )
    }()

    static func add(_ queue: EventQueue) {
        _ = registration
        lock.withLock { queues.append(queue) }
    }

    static func remove(_ queue: EventQueue) {
        lock.withLock { queues.removeAll { $0 === queue } }
        LiveRuns.remove(queue)
    }

    /// Writes the values of some queues.
    static func writeAll(of isIncluded: (EventQueue) -> Bool) {
        for queue in lock.withLock({ queues }) where isIncluded(queue) {
            queue.logGatheredWithoutWaiting()
        }
        // A thread that waits for a full pipe holds the files, and releases them.
        RawWrite.beginHurry()
        // Each has reported its errors to `onError`; there is no one else to report to.
        for queue in lock.withLock({ queues }) where isIncluded(queue) {
            queue.drain(sealing: true, patience: RawWrite.patience)
        }
        RawWrite.endHurry()
    }

    private static func prepareToFork() {
        if lock.withLock({ !queues.isEmpty }) { _ = rehearsal }
        RawWrite.beginHurry()
        lockAll()
        SpareMemory.lockToFork()
    }

    private static func resumeParent() {
        SpareMemory.unlockAfterFork()
        unlockAll()
    }

    private static let rehearsal: Void = ForkRehearsal.run()

    private static func lockAll() {
        TerminationHandlers.lockToFork()
        lock.lock()
        LiveRuns.lockToFork()
        for queue in queues { queue.lockToFork() }
        SharedThreads.shared.lockToFork()
    }

    private static func unlockAll() {
        SharedThreads.shared.unlockAfterFork()
        for queue in queues { queue.unlockAfterFork() }
        LiveRuns.unlockAfterFork()
        lock.unlock()
        TerminationHandlers.unlockAfterFork()
        RawWrite.endHurry()
    }

    private static func becomeChild() {
        // What the child forgets gives its memory back.
        SpareMemory.unlockAfterFork()
        TerminationHandlers.becomeChild()
        SharedThreads.shared.becomeChild()
        for queue in queues { queue.becomeChild() }
        unlockAll()
    }
}
