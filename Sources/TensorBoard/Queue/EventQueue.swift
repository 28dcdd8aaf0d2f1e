internal import Platform
internal import SystemPackage

/// Records on their way from training to the disk, and what takes them there.
///
/// Training only ever waits for the gate, which no thread holds for longer than it takes to copy a
/// small record. Writing happens under a lock of its own, on a thread that all writers share or on
/// one that flushes. Lock order: files before gate before the shared threads' own.
final class EventQueue: RecurringWork {
    struct State {
        var runs: [RunLog] = []
        var pool = ChunkPool()
        /// Bytes in full chunks, those being written included.
        var sealedByteCount = 0
        /// When the oldest record that is not on the disk was queued; `nil` if there is none.
        var pendingSince: Int64?
        var droppedCount = 0
        var isClosed = false
        /// Whether there is a thread that writes, when it is needed.
        var hasWorker = false
        /// Whether only threads that flush write.
        var isUnattended = false
        /// The thread that writes at the moment.
        var worker: Worker?
        /// The signals that the first thread that logged blocks.
        var blockedSignals: sigset_t?
        /// Whether a thread waits to write until others have done so.
        var isWorkerYielding = false
        /// When a write last failed, while something waits for another try.
        var failedAt: Int64?
        /// When the next file is to be finished, whatever is logged.
        var rotationTime: Int64?
        /// The progress of closing.
        var ending = Ending.open
        var firstError: WriterError?
        /// The number of threads that wait for the files, to which a thread of the writers yields.
        var filesWaiterCount = 0
        /// Work on other files than the runs', in order.
        var jobs: [Job] = []
        var lastJobNumber = 0
        var unencoded = Unencoded()
        /// The state that other parts of the writer keep of the queue.
        var slots = Slots()
    }

    /// A thread that works for the queue, as far as callbacks need to know it.
    struct Worker {
        let thread: UInt
        /// The signals that callbacks block; the thread itself blocks all.
        let blocked: sigset_t
    }

    /// The progress of closing.
    enum Ending {
        case open
        case underWay(thread: UInt)
        case ended(WriterError?)
    }

    let options: WriterOptions
    /// Where the records go instead of files.
    let sink: (any RecordSink)?
    private let gate = Monitor()
    let files = Monitor()
    // Accessed only through `withGate`; lives as long as the queue.
    nonisolated(unsafe) private let state: UnsafeMutablePointer<State>

    init(options: WriterOptions, sink: (any RecordSink)? = nil) {
        self.options = options
        self.sink = sink
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
    /// Locks are not fair: a thread of the writers, which always has more to write if the disk is slow,
    /// would acquire this one again before another thread wakes up.
    func lockFiles() {
        withGate { held in held.queue.filesWaiterCount += 1 }
        files.lock()
        withGate { held in
            held.queue.filesWaiterCount -= 1
            if held.queue.isWorkerYielding { wakeWorker(held) }
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
        held[run].sealed.append(.chunk(open))
        wakeWorker(held)
    }

    /// Adds a full chunk after all others.
    func push(_ chunk: Chunk, to run: RunLog, _ held: borrowing HeldGate) {
        seal(run, held)
        notePending(held)
        held.queue.sealedByteCount += chunk.count
        held[run].sealed.append(.chunk(chunk))
        wakeWorker(held)
    }

    /// Has a thread write what was logged when the flush interval is over.
    func notePending(_ held: borrowing HeldGate) {
        guard held.queue.pendingSince == nil else { return }
        let now = Clock.monotonic
        held.queue.pendingSince = now
        wakeWorker(at: now + options.flushNanoseconds, held)
    }

    /// Has a thread see what there is to write, now or at a time; an unused queue has none.
    func wakeWorker(at time: Int64 = .min, _ held: borrowing HeldGate) {
        guard !held.queue.isUnattended, !held.queue.isClosed else { return }
        if held.queue.blockedSignals == nil {
            held.queue.blockedSignals = BackgroundThread.blockedSignals
        }
        held.queue.hasWorker = SharedThreads.shared.wake(self, at: time)
    }
}
