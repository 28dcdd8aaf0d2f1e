internal import SystemPackage
internal import TensorBoardEvents

// Taking records out.
extension EventQueue {
    /// What the queue's thread does until the queue is closed.
    func work() {
        gate.lock()
        while !state.pointee.isClosed {
            switch nextStep(at: Clock.monotonic) {
            case .rest: gate.wait()
            case .wait(let nanoseconds): gate.wait(nanoseconds: nanoseconds)
            case .write(let isSealing):
                gate.unlock()
                drain(sealing: isSealing)
                gate.lock()
            }
        }
        gate.unlock()
    }

    /// What the queue's thread has to do next.
    enum Step: Equatable {
        /// Nothing, until it is woken.
        case rest
        /// Nothing for so long, unless it is woken.
        case wait(nanoseconds: Int64)
        case write(sealing: Bool)
    }

    /// Decides that; the gate is held.
    func nextStep(at now: Int64) -> Step {
        guard state.pointee.filesWaiterCount == 0 else { return .rest }
        // A disk that fails is not asked again without a pause.
        let pause = state.pointee.isFailing ? Self.shortestPause : 0
        let due = state.pointee.pendingSince.map { $0 + max(options.flushNanoseconds, pause) }
        if let due, now >= due { return .write(sealing: true) }
        let hasFullChunk =
            !state.pointee.jobs.isEmpty
            || state.pointee.runs.contains { !$0.state.pointee.sealed.isEmpty }
        if hasFullChunk, !state.pointee.isFailing { return .write(sealing: false) }
        return due.map { .wait(nanoseconds: $0 - now) } ?? .rest
    }

    private static let shortestPause: Int64 = 100_000_000

    /// Writes what the queue holds.
    ///
    /// - Parameters:
    ///   - isSealing: Whether to write chunks that are not full, too.
    ///   - isDurable: Whether to wait until a power cut could not undo it.
    /// - Returns: The first error; what failed is still in the queue.
    @discardableResult
    func drain(sealing isSealing: Bool, durably isDurable: Bool = false) -> WriterError? {
        lockFiles()
        var errors: [WriterError] = []
        // What is logged from here on waits for the next time: where the disk is the slower one, this
        // would have no end.
        let runs = gate.withLock {
            if isSealing {
                for run in state.pointee.runs { seal(run) }
                state.pointee.pendingSince = nil
            }
            return state.pointee.runs.map { ($0, chunkCount: $0.state.pointee.sealed.count) }
        }
        if let error = runJobs() { errors.append(error) }
        for (run, chunkCount) in runs {
            errors += writeChunks(chunkCount, of: run)
            if isDurable, let error = run.sink.pointee.synchronize() { errors.append(error) }
        }
        let failures = errors.filter { $0.code != .removed }
        gate.withLock {
            state.pointee.isFailing = !failures.isEmpty
            // Whoever flushed need not do so again: the thread tries it later.
            if state.pointee.isFailing { state.pointee.pendingSince = Clock.monotonic }
            // Those who wait for room must see that it does not come.
            gate.signal()
        }
        files.unlock()
        if let first = errors.first { report(first) }
        return failures.first
    }

    /// Hands the first error to `onError`; the locks are free, so that it may use the writer.
    func report(_ error: WriterError) {
        let isFirst = gate.withLock {
            guard state.pointee.firstError == nil else { return false }
            state.pointee.firstError = error
            return true
        }
        if isFirst { options.onError?(error) }
    }

    /// Writes the oldest chunks of a run.
    private func writeChunks(_ count: Int, of run: RunLog) -> [WriterError] {
        var errors: [WriterError] = []
        if count > 0, run.sink.pointee.isRemoved {
            errors.append(WriterError(code: .removed, path: run.sink.pointee.path))
            replaceFile(of: run)
        }
        for _ in 0..<count {
            guard var chunk = gate.withLock({ run.state.pointee.sealed.first }) else { break }
            let outcome = run.sink.pointee.write(chunk.bytes)
            gate.withLock {
                state.pointee.sealedByteCount -= outcome.settledByteCount
                chunk.writtenByteCount += outcome.settledByteCount
                if chunk.writtenByteCount == chunk.count {
                    run.state.pointee.sealed.removeFirst()
                    state.pointee.pool.give(chunk)
                } else {
                    run.state.pointee.sealed[0] = chunk
                }
                gate.signal()
            }
            if let error = outcome.error { return errors + [error] }
        }
        return errors
    }

    /// Begins a new file in the place of one that was deleted.
    private func replaceFile(of run: RunLog) {
        // What the deleted file would have said at its end concerns no one.
        _ = run.sink.pointee.close()
        gate.withLock {
            run.forgetFile()
            var restorer = MetadataRestorer(metadata: run.state.pointee.metadata)
            for index in run.state.pointee.sealed.indices {
                let chunk = run.state.pointee.sealed[index]
                let restored = restorer.restore(chunk)
                state.pointee.sealedByteCount += restored.count - chunk.bytes.count
                state.pointee.pool.give(chunk)
                run.state.pointee.sealed[index] = restored
            }
            // Tags of an open chunk may lack metadata as well.
            if let open = run.state.pointee.open, open.count > 0 {
                run.state.pointee.open = restorer.restore(open)
                state.pointee.pool.give(open)
            }
            for tag in restorer.known where run.state.pointee.metadata[tag] != nil {
                run.withState(of: tag) { $0.pointee.hasMetadata = true }
            }
        }
    }

    /// Does what is to be done on other files; what fails is kept.
    private func runJobs() -> WriterError? {
        var first: WriterError?
        var failedCount = 0
        while let job = gate.withLock({ nextJob(after: failedCount) }) {
            do throws(WriterError) {
                try job.run()
            } catch {
                first = first ?? error
                failedCount += 1
                continue
            }
            gate.withLock {
                state.pointee.jobs.remove(at: failedCount)
                state.pointee.sealedByteCount -= job.byteCount
                gate.signal()
            }
        }
        return first
    }

    private func nextJob(after failedCount: Int) -> Job? {
        failedCount < state.pointee.jobs.count ? state.pointee.jobs[failedCount] : nil
    }
}
