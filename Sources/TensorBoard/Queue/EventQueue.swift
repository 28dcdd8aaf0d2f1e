internal import Platform
internal import SystemPackage

/// Records on their way from training to the disk, and the thread that takes them there.
///
/// Training only ever waits for the gate, which no thread holds for longer than it takes to copy a
/// small record. Writing happens under a lock of its own, on the queue's thread or on one that
/// flushes. Lock order: files before gate.
final class EventQueue: Sendable {
    struct State {
        var runs: [RunLog] = []
        var pool = ChunkPool()
        /// Bytes in full chunks, those being written included.
        var sealedByteCount = 0
        /// When the oldest record that is not on the disk was queued; `nil` if there is none.
        var pendingSince: Int64?
        var droppedCount = 0
        var isClosed = false
        var hasWorker = false
        /// The thread that writes.
        var worker: Worker?
        /// When a write last failed, while something waits for another try.
        var failedAt: Int64?
        /// The progress of closing.
        var ending = Ending.open
        var firstError: WriterError?
        /// The number of threads that wait for the files, to which the queue's own thread yields.
        var filesWaiterCount = 0
        /// Work on other files than the runs', in order.
        var jobs: [Job] = []
        var lastJobNumber = 0
        /// The state that other parts of the writer keep of the queue.
        var slots = Slots()
    }

    /// The queue's thread, as far as callbacks need to know it.
    struct Worker {
        let thread: UInt
        /// The signals that its creator blocks; the thread itself blocks all.
        let blocked: sigset_t
    }

    /// The progress of closing.
    enum Ending {
        case open
        case underWay(thread: UInt)
        case ended(WriterError?)
    }

    let options: WriterOptions
    private let gate = Monitor()
    let files = Monitor()
    // Accessed only through `withGate`; lives as long as the queue.
    nonisolated(unsafe) private let state: UnsafeMutablePointer<State>

    init(options: WriterOptions) {
        self.options = options
        state = .allocate(capacity: 1)
        state.initialize(to: State())
    }

    deinit {
        state.pointee.pool.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Calls `body` with the gate held: the only way to the state of the queue and of its runs.
    @inline(__always)
    func withGate<Result>(
        _ body: (borrowing HeldGate) throws -> Result
    ) rethrows -> Result {
        gate.lock()
        defer { gate.unlock() }
        return try body(HeldGate(state: state))
    }

    /// Releases the gate until signaled, and acquires it again.
    func wait(_ held: borrowing HeldGate) { gate.wait() }

    /// The same, at most for a time; it may return early.
    func wait(nanoseconds: Int64, _ held: borrowing HeldGate) {
        gate.wait(nanoseconds: nanoseconds)
    }

    /// Wakes the waiting threads.
    func signal() { gate.signal() }

    /// Locks everything, before the process forks.
    func lockToFork() {
        lockFiles()
        gate.lock()
    }

    /// Unlocks what ``lockToFork()`` has locked.
    func unlockAfterFork() {
        gate.unlock()
        files.unlock()
    }

    /// Calls `body` in a forked child, which inherits the locks that ``lockToFork()`` acquired, but
    /// none of the waiting threads.
    func withInheritedGate(_ body: (borrowing HeldGate) -> Void) {
        gate.forgetWaiters()
        files.forgetWaiters()
        body(HeldGate(state: state))
    }

    /// Locks the files; the gate is free.
    ///
    /// Locks are not fair: the queue's thread, which always has more to write if the disk is slow,
    /// would acquire this one again before another thread wakes up.
    func lockFiles() {
        withGate { held in held.queue.filesWaiterCount += 1 }
        files.lock()
        withGate { held in
            held.queue.filesWaiterCount -= 1
            signal()
        }
    }

    /// Calls `body` with the files locked; the gate is free.
    func withFiles<Result>(_ body: () throws -> Result) rethrows -> Result {
        lockFiles()
        defer { files.unlock() }
        return try body()
    }

    /// Finds a run.
    func run(named name: String) -> RunLog? {
        withGate { held in known(name, held) }
    }

    /// Adds a run, or finds the one with that name.
    func run(named name: String, sink: () -> EventSink) -> RunLog {
        withGate { held in
            if let run = known(name, held) { return run }
            let run = RunLog(name: name, sink: sink())
            held.queue.runs.append(run)
            return run
        }
    }

    /// By its bytes: Swift treats names that only look alike as equal.
    private func known(_ name: String, _ held: borrowing HeldGate) -> RunLog? {
        held.queue.runs.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}

/// Proof that a queue's gate is held, and access to the state that it guards.
///
/// It is not `inout`: a waiting thread releases the gate, and others change the state meanwhile.
struct HeldGate: ~Copyable {
    fileprivate let state: UnsafeMutablePointer<EventQueue.State>

    @inline(__always)
    fileprivate init(state: UnsafeMutablePointer<EventQueue.State>) {
        self.state = state
    }

    /// The state of the queue.
    ///
    /// By address, like `UnsafeMutablePointer.pointee`: a coroutine's frame would be allocated in
    /// debug builds.
    var queue: EventQueue.State {
        @inline(__always) unsafeAddress { UnsafePointer(state) }
        @inline(__always) nonmutating unsafeMutableAddress { state }
    }
}

// Adding records.
extension EventQueue {
    /// Room for a record at the end of the run's open chunk; `nil` if it must be dropped.
    ///
    /// The gate is released in between if the policy says to wait.
    @inline(__always)
    func reserve(
        _ byteCount: Int,
        in run: RunLog,
        _ held: borrowing HeldGate
    ) -> UnsafeMutableRawPointer? {
        if let open = held[run].open, open.capacity - open.count >= byteCount {
            return open.start + open.count
        }
        return reserveInNewChunk(byteCount, in: run, held)
    }

    /// Appends the bytes that were written after the end of the open chunk.
    @inline(__always)
    func commit(_ byteCount: Int, in run: RunLog, _ held: borrowing HeldGate) {
        held[run].open?.count += byteCount
    }

    @inline(never)
    private func reserveInNewChunk(
        _ byteCount: Int,
        in run: RunLog,
        _ held: borrowing HeldGate
    ) -> UnsafeMutableRawPointer? {
        guard !held.queue.isClosed else { return nil }
        seal(run, held)
        guard hasRoom(for: byteCount, in: run, held) else { return nil }
        // Another thread may have been first while this one waited.
        if let open = held[run].open, open.capacity - open.count >= byteCount {
            return open.start + open.count
        }
        seal(run, held)
        startWorker(held)
        notePending(held)
        let chunk = held.queue.pool.take(byteCount)
        held[run].open = chunk
        return chunk.start
    }

    /// Queues the run's open chunk for writing.
    func seal(_ run: RunLog, _ held: borrowing HeldGate) {
        guard let open = held[run].open else { return }
        held[run].open = nil
        guard open.count > 0 else { return held.queue.pool.give(open) }
        held.queue.sealedByteCount += open.count
        held[run].sealed.append(open)
        signal()
    }

    /// Adds a full chunk after all others.
    func push(_ chunk: Chunk, to run: RunLog, _ held: borrowing HeldGate) {
        seal(run, held)
        startWorker(held)
        notePending(held)
        held.queue.sealedByteCount += chunk.count
        held[run].sealed.append(chunk)
        signal()
    }

    /// Tells the thread that there will soon be something to write.
    private func notePending(_ held: borrowing HeldGate) {
        guard held.queue.pendingSince == nil else { return }
        held.queue.pendingSince = Clock.monotonic
        signal()
    }

    /// Starts the writing thread, unless it runs; an unused queue has none.
    func startWorker(_ held: borrowing HeldGate) {
        guard !held.queue.hasWorker, !held.queue.isClosed else { return }
        held.queue.hasWorker = BackgroundThread.start { [self] in work(blocked: $0) }
    }
}
