internal import Platform
internal import SystemPackage
internal import TensorBoardEvents

// Writing records.
extension EventQueue {
    /// The loop of the queue's thread, until the queue is closed.
    ///
    /// - Parameter blocked: The signals that callbacks on it are to block.
    func work(blocked: sigset_t) {
        withGate { held in
            held.queue.worker = Worker(thread: BackgroundThread.current, blocked: blocked)
        }
        while let (isSealing, isRetrying) = withGate({ held in nextWrite(held) }) {
            drainOnce(sealing: isSealing, retrying: isRetrying)
        }
    }

    /// Waits until there is something to write; `nil` when the queue is closed.
    private func nextWrite(_ held: borrowing HeldGate) -> (sealing: Bool, retrying: Bool)? {
        while !held.queue.isClosed {
            switch nextStep(at: Clock.monotonic, held) {
            case .rest: wait(held)
            case .wait(let nanoseconds): wait(nanoseconds: nanoseconds, held)
            case .write(let isSealing, let isRetrying): return (isSealing, isRetrying)
            }
        }
        held.queue.worker = nil
        return nil
    }

    /// The next action of the queue's thread.
    enum Step: Equatable {
        /// Sleep until it is woken.
        case rest
        /// Sleep for a time, unless it is woken.
        case wait(nanoseconds: Int64)
        /// Write full chunks, or everything, of the runs that do not fail, or of all.
        case write(sealing: Bool, retrying: Bool)
    }

    /// Decides on the next action.
    func nextStep(at now: Int64, _ held: borrowing HeldGate) -> Step {
        guard held.queue.filesWaiterCount == 0 else { return .rest }
        // A thread that forks or ends the process wants the files, and does not signal when it is
        // done.
        guard !RawWrite.isHurried else { return .wait(nanoseconds: Self.shortestPause / 10) }
        // A failing disk is not tried again without a pause.
        let pause = max(options.flushNanoseconds, Self.shortestPause)
        let retry = held.queue.failedAt.map { $0 + pause }
        if let retry, now >= retry { return .write(sealing: true, retrying: true) }
        let due = held.queue.pendingSince.map { $0 + options.flushNanoseconds }
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
        patience: Int64? = nil
    ) -> (error: WriterError?, isInterrupted: Bool) {
        lockFiles()
        var errors: [WriterError] = []
        var isInterrupted = false
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
            var outcome = writeChunks(chunkCount, of: run, patience: patience)
            if isSealing, run.sink.pointee.isPurgeDue, let error = run.sink.pointee.open() {
                outcome.errors.append(error)
            }
            withGate { held in
                held[run].isFailing = outcome.errors.contains { $0.code != .removed }
            }
            errors += outcome.errors
            isInterrupted = isInterrupted || outcome.isInterrupted
            if isDurable, let error = run.sink.pointee.synchronize() { errors.append(error) }
        }
        let failures = errors.filter { $0.code != .removed }
        withGate { held in
            if !failures.isEmpty {
                // The caller of `flush` need not repeat it: the thread tries again later.
                held.queue.failedAt = Clock.monotonic
                startWorker(held)
            } else if isRetrying {
                held.queue.failedAt = nil
            }
            // Threads that wait for room must see that there will be none.
            signal()
        }
        files.unlock()
        if let first = errors.first { report(first) }
        return (failures.first, isInterrupted)
    }

    /// Hands the first error to `onError`; the locks are free, so that it may use the writer.
    func report(_ error: WriterError) {
        let (isFirst, worker) = withGate { held -> (Bool, Worker?) in
            guard held.queue.firstError == nil else { return (false, nil) }
            held.queue.firstError = error
            return (true, isOnWorker(held) ? held.queue.worker : nil)
        }
        guard isFirst, let onError = options.onError else { return }
        guard let worker else { return onError(error) }
        // A process that it starts inherits the blocked signals, and could not be stopped by any.
        BackgroundThread.withSignals(blocked: worker.blocked) { onError(error) }
    }

    /// Writes the oldest chunks of a run.
    private func writeChunks(
        _ count: Int,
        of run: RunLog,
        patience: Int64?
    ) -> (errors: [WriterError], isInterrupted: Bool) {
        var errors: [WriterError] = []
        if count > 0, run.sink.pointee.isRemoved {
            errors.append(WriterError(code: .removed, path: run.sink.pointee.path))
            replaceFile(of: run)
        }
        for _ in 0..<count {
            let first = withGate { held -> Chunk? in
                held[run].isWriting = !held[run].sealed.isEmpty
                return held[run].sealed.first
            }
            guard var chunk = first else { break }
            let outcome = run.sink.pointee.write(chunk.bytes, patience: patience)
            let isDone = withGate { held in
                held[run].isWriting = false
                held.queue.sealedByteCount -= outcome.settledByteCount
                chunk.writtenByteCount += outcome.settledByteCount
                if chunk.writtenByteCount == chunk.count {
                    held[run].sealed.removeFirst()
                    held.queue.pool.give(chunk)
                } else {
                    held[run].sealed[0] = chunk
                }
                signal()
                return chunk.writtenByteCount == chunk.count
            }
            if let error = outcome.error { return (errors + [error], false) }
            if !isDone { return (errors, true) }
        }
        return (errors, false)
    }

    /// Starts a new file to replace one that was deleted.
    private func replaceFile(of run: RunLog) {
        // Errors on closing the deleted file concern no one.
        _ = run.sink.pointee.close()
        withGate { held in
            held[run].forgetFile()
            var restorer = MetadataRestorer(metadata: held[run].metadata)
            for index in held[run].sealed.indices {
                let chunk = held[run].sealed[index]
                let restored = restorer.restore(chunk)
                held.queue.sealedByteCount += restored.count - chunk.bytes.count
                held.queue.pool.give(chunk)
                held[run].sealed[index] = restored
            }
            // Tags of an open chunk may lack metadata as well.
            if let open = held[run].open, open.count > 0 {
                held[run].open = restorer.restore(open)
                held.queue.pool.give(open)
            }
            for tag in restorer.known where held[run].metadata[tag] != nil {
                tag.withUnsafeBytes {
                    held[run].tags.state(of: $0).pointee.hasMetadata = true
                }
            }
        }
    }
}
