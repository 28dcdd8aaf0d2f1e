internal import Platform
internal import SystemPackage
internal import TensorBoardEvents

// Writing records.
extension EventQueue {
    /// Writes what is due, on a thread that all writers share.
    func doWork() -> Int64? {
        let step = withGate { held in
            if let blocked = held.queue.blockedSignals {
                held.queue.worker = Worker(thread: BackgroundThread.current, blocked: blocked)
            }
            return held.queue.isClosed ? .rest : nextStep(at: Clock.monotonic, held)
        }
        if case .write(let isSealing, let isRetrying) = step {
            drainOnce(sealing: isSealing, retrying: isRetrying, encodingLimit: Self.encodingLimit)
        }
        return withGate { held in
            held.queue.worker = nil
            guard !held.queue.isClosed else { return nil }
            let now = Clock.monotonic
            return switch nextStep(at: now, held) {
            case .rest: nil
            case .wait(let nanoseconds): now + nanoseconds
            case .write: now
            }
        }
    }

    /// The next action of a thread that works for the queue.
    enum Step: Equatable {
        /// Nothing until it is woken.
        case rest
        /// Nothing for a time, unless it is woken.
        case wait(nanoseconds: Int64)
        /// Write full chunks, or everything, of the runs that do not fail, or of all.
        case write(sealing: Bool, retrying: Bool)
    }

    /// Decides on the next action.
    func nextStep(at now: Int64, _ held: borrowing HeldGate) -> Step {
        held.queue.isWorkerYielding = held.queue.filesWaiterCount > 0
        guard !held.queue.isWorkerYielding else { return .rest }
        // A thread that forks or ends the process wants the files, and does not signal when it is
        // done.
        guard !RawWrite.isHurried else { return .wait(nanoseconds: Self.shortestPause / 10) }
        // A failing disk is not tried again without a pause.
        let pause = max(options.flushNanoseconds, Self.shortestPause)
        let retry = held.queue.failedAt.map { $0 + pause }
        if let retry, now >= retry { return .write(sealing: true, retrying: true) }
        let flush = held.queue.pendingSince.map { $0 + options.flushNanoseconds }
        let due = [flush, held.queue.rotationTime].compactMap(\.self).min()
        if let due, now >= due { return .write(sealing: true, retrying: false) }
        let hasFullChunk =
            held.queue.jobs.contains { !$0.hasFailed }
            || held.queue.runs.contains {
                !held[$0].isFailing && !held[$0].sealed.isEmpty
            }
        if hasFullChunk { return .write(sealing: false, retrying: false) }
        return [due, retry].compactMap(\.self).min().map { .wait(nanoseconds: $0 - now) } ?? .rest
    }

    private static let shortestPause: Int64 = 100_000_000
    /// The values that are encoded before the disk gets what is ready.
    private static let encodingLimit = 8

    /// Writes the queue's records.
    ///
    /// - Parameters:
    ///   - isSealing: Whether to write chunks that are not full as well.
    ///   - isDurable: Whether to wait until a power cut could not undo it.
    ///   - patience: Nanoseconds to wait for a full pipe; `nil` for as long as it takes.
    /// - Returns: The first error; the records concerned are still in the queue.
    @discardableResult
    func drain(
        sealing isSealing: Bool,
        durably isDurable: Bool = false,
        patience: Int64? = nil
    ) -> WriterError? {
        // A process that ends has asked before, while there was time.
        if patience == nil { logGathered() }
        let start = Clock.monotonic
        while true {
            let (error, isInterrupted) = drainOnce(
                sealing: isSealing,
                durably: isDurable,
                patience: patience
            )
            guard isInterrupted, error == nil else { return error }
            // A fork is over soon; a process that ends does so without this thread.
            guard Clock.monotonic - start < RawWrite.patience else {
                let path = withGate { held in held.queue.runs.first?.sink.pointee.path } ?? "."
                return WriterError(code: .write, path: path, errno: .resourceTemporarilyUnavailable)
            }
            withGate { held in wait(nanoseconds: Self.shortestPause / 100, held) }
        }
    }

    /// The same, but gives up if another thread is in a hurry.
    @discardableResult
    private func drainOnce(
        sealing isSealing: Bool,
        durably isDurable: Bool = false,
        retrying isRetrying: Bool = true,
        patience: Int64? = nil,
        encodingLimit: Int = .max
    ) -> (error: WriterError?, isInterrupted: Bool) {
        encodeValues(limit: encodingLimit, patience: patience)
        lockFiles()
        var errors: [WriterError] = []
        var isInterrupted = false
        var finished: [FinishedFile] = []
        // Values that are logged from now on wait for the next time: with a slow disk, this would
        // never end.
        let runs = withGate { held in
            let runs = held.queue.runs.filter { isRetrying || !held[$0].isFailing }
            if isSealing {
                for run in runs { seal(run, held) }
                held.queue.pendingSince = nil
            }
            return runs.map { ($0, chunkCount: held[$0].sealed.count) }
        }
        errors += runJobs(retrying: isRetrying)
        for (run, chunkCount) in runs {
            var written = writeChunks(chunkCount, of: run, patience: patience)
            if isSealing, run.sink.pointee.isPurgeDue, let error = run.sink.pointee.open() {
                written.errors.append(error)
            }
            withGate { held in
                held[run].isFailing = written.errors.contains { $0.code != .removed }
            }
            errors += written.errors
            isInterrupted = isInterrupted || written.isInterrupted
            finished += written.finished
            if isDurable, let error = run.sink.pointee.synchronize() { errors.append(error) }
        }
        if isDurable, let sink {
            do { try sink.synchronize() } catch {
                errors.append(WriterError(.sync, FilePath(sink.name), error))
            }
        }
        let rotationTime = runs.compactMap { run, _ in run.sink.pointee.rotationTime }.min()
        let failures = errors.filter { $0.code != .removed }
        withGate { held in
            held.queue.rotationTime = rotationTime
            if let rotationTime { wakeWorker(at: rotationTime, held) }
            if !failures.isEmpty {
                // The caller of `flush` need not repeat it: the thread tries again later.
                held.queue.failedAt = Clock.monotonic
                wakeWorker(held)
            } else if isRetrying {
                held.queue.failedAt = nil
            }
            // Threads that wait for room must see that there will be none.
            signal()
        }
        files.unlock()
        if let first = errors.first { report(first) }
        tell(finished)
        return (failures.first, isInterrupted)
    }
}
