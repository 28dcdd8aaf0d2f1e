internal import Platform
internal import SystemPackage

/// Records on their way from training to the disk, and the thread that takes them there.
///
/// Training only ever waits for the gate, which nobody holds for longer than it takes to copy a
/// small record. Writing happens under a lock of its own, by the queue's thread or by whoever
/// flushes. Lock order: files before gate.
final class EventQueue: Sendable {
    struct State {
        var runs: [RunLog] = []
        var pool = ChunkPool()
        /// Bytes in full chunks, those being written included.
        var sealedByteCount = 0
        /// When the oldest record that is not on the disk was put into the queue; nil for none.
        var pendingSince: Int64?
        var droppedCount = 0
        var isClosed = false
        /// Whether anything was logged that is not finite.
        var hasSeenNonFinite = false
        var hasWorker = false
        /// The thread that writes.
        var worker: Worker?
        /// When a write last failed, as long as something waits for another try.
        var failedAt: Int64?
        /// How far closing has come.
        var ending = Ending.open
        var firstError: WriterError?
        /// Threads that wait for the files, to which the queue's own thread gives way.
        var filesWaiterCount = 0
        /// Work on files other than the runs', in its order.
        var jobs: [Job] = []
        var lastJobNumber = 0
    }

    /// The queue's thread, as far as callbacks on it have to know of it.
    struct Worker {
        let thread: UInt
        /// The signals that its maker blocks; itself, it blocks all.
        let blocked: sigset_t
    }

    /// How far closing has come.
    enum Ending {
        case open
        case underWay(thread: UInt)
        case ended(WriterError?)
    }

    let options: SummaryWriter.Options
    /// Whether the flight recorder has an eye on scalars.
    let watchesScalars: Bool
    let gate = Monitor()
    let files = Monitor()
    // Only touched under the gate; lives as long as the queue.
    nonisolated(unsafe) let state: UnsafeMutablePointer<State>

    init(options: SummaryWriter.Options) {
        self.options = options
        watchesScalars = options.flightRecorder?.triggers.isEmpty == false
        state = .allocate(capacity: 1)
        state.initialize(to: State())
    }

    deinit {
        state.pointee.pool.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Locks the files; the gate is free.
    ///
    /// Locks are not fair: the queue's thread, which has always more to write where the disk is slow,
    /// would take this one again before another thread wakes up.
    func lockFiles() {
        gate.withLock { state.pointee.filesWaiterCount += 1 }
        files.lock()
        gate.withLock {
            state.pointee.filesWaiterCount -= 1
            gate.signal()
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
        gate.withLock { known(name) }
    }

    /// Adds a run, or finds the one of that name.
    func run(named name: String, sink: () -> EventSink) -> RunLog {
        gate.withLock {
            if let run = known(name) { return run }
            let run = RunLog(name: name, sink: sink())
            state.pointee.runs.append(run)
            return run
        }
    }

    /// By its bytes: to Swift, names that only look alike are one.
    private func known(_ name: String) -> RunLog? {
        state.pointee.runs.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}

// Putting records in.
extension EventQueue {
    /// Room for a record at the end of the run's open chunk; nil when it has to be dropped.
    ///
    /// The gate is held, and was let go of in between where the policy says to wait.
    @inline(__always)
    func reserve(_ byteCount: Int, in run: RunLog) -> UnsafeMutableRawPointer? {
        if let open = run.state.pointee.open, open.capacity - open.count >= byteCount {
            return open.start + open.count
        }
        return reserveInNewChunk(byteCount, in: run)
    }

    /// Makes what was written at the end of the open chunk part of it.
    @inline(__always)
    func commit(_ byteCount: Int, in run: RunLog) {
        run.state.pointee.open?.count += byteCount
    }

    @inline(never)
    private func reserveInNewChunk(_ byteCount: Int, in run: RunLog) -> UnsafeMutableRawPointer? {
        guard !state.pointee.isClosed else { return nil }
        seal(run)
        guard hasRoom(for: byteCount, in: run) else { return nil }
        // Another thread may have come first while this one waited.
        if let open = run.state.pointee.open, open.capacity - open.count >= byteCount {
            return open.start + open.count
        }
        seal(run)
        startWorker()
        notePending()
        let chunk = state.pointee.pool.take(byteCount)
        run.state.pointee.open = chunk
        return chunk.start
    }

    /// Hands the run's open chunk over to be written.
    func seal(_ run: RunLog) {
        guard let open = run.state.pointee.open else { return }
        run.state.pointee.open = nil
        guard open.count > 0 else { return state.pointee.pool.give(open) }
        state.pointee.sealedByteCount += open.count
        run.state.pointee.sealed.append(open)
        gate.signal()
    }

    /// Adds a full chunk behind all others.
    func push(_ chunk: Chunk, to run: RunLog) {
        seal(run)
        startWorker()
        notePending()
        state.pointee.sealedByteCount += chunk.count
        run.state.pointee.sealed.append(chunk)
        gate.signal()
    }

    /// Lets the thread know that there is something to write before long.
    private func notePending() {
        guard state.pointee.pendingSince == nil else { return }
        state.pointee.pendingSince = Clock.monotonic
        gate.signal()
    }

    /// Starts the thread that writes, unless it runs; a queue that is never used has none.
    func startWorker() {
        guard !state.pointee.hasWorker, !state.pointee.isClosed else { return }
        state.pointee.hasWorker = BackgroundThread.start { [self] in work(blocked: $0) }
    }
}
