internal import Platform
internal import TensorBoardEvents

// Keeping within the limit.
//
// All runs share it, and the disk of one may fail for good while that of another does not. So
// records that wait for a failing disk make room for the others, down to half of the limit: until
// its disk recovers, such a run may use what no other needs.
extension EventQueue {
    /// Whether the queue accepts `byteCount` more bytes of a run, now or once the disk has accepted
    /// others.
    ///
    /// The gate is released in between if the policy says to wait.
    func hasRoom(for byteCount: Int, in run: RunLog, _ held: borrowing HeldGate) -> Bool {
        while held.queue.sealedByteCount + byteCount > options.queueByteLimit {
            if !held[run].isFailing, makeRoom(for: byteCount, held) { break }
            guard options.queuePolicy == .wait, !held[run].isFailing,
                !held.queue.isClosed, byteCount <= options.queueByteLimit,
                held.queue.sealedByteCount > failingByteCount(held)
            else { return false }
            wakeWorker(held)
            // No other thread would make room; a callback on the thread would wait for itself.
            guard held.queue.hasWorker, !isOnWorker(held) else { return false }
            wait(held)
        }
        return !held.queue.isClosed
    }

    /// Whether this is a thread that works for the queue.
    func isOnWorker(_ held: borrowing HeldGate) -> Bool {
        held.queue.worker?.thread == BackgroundThread.current
    }

    /// Bytes that wait for a failing disk.
    private func failingByteCount(_ held: borrowing HeldGate) -> Int {
        var count = 0
        for job in held.queue.jobs where job.hasFailed { count += job.byteCount }
        for run in held.queue.runs where held[run].isFailing {
            count += sealedByteCount(of: run, held)
        }
        return count
    }

    /// Removes the newest records that wait for a failing disk from the queue, and counts them as
    /// dropped.
    ///
    /// - Returns: Whether that was enough.
    private func makeRoom(for byteCount: Int, _ held: borrowing HeldGate) -> Bool {
        var failing = failingByteCount(held)
        let share = options.queueByteLimit / 2
        while held.queue.sealedByteCount + byteCount > options.queueByteLimit {
            guard failing > share, let dropped = dropNewest(held) else { return false }
            failing += dropped.sealed - dropped.removed
        }
        return true
    }

    /// Drops a chunk of the failing run that holds the most, or else a job that has failed.
    private func dropNewest(_ held: borrowing HeldGate) -> (sealed: Int, removed: Int)? {
        let runs = held.queue.runs.filter { held[$0].isFailing && hasDroppableRecords($0, held) }
        if let run = runs.max(by: { sealedByteCount(of: $0, held) < sealedByteCount(of: $1, held) })
        {
            // Later records may rely on metadata in the dropped ones.
            let openByteCount = held[run].open?.count ?? 0
            seal(run, held)
            held[run].forgetFile()
            let records = held[run].sealed.removeLast()
            let byteCount = held.byteCount(of: records)
            held.queue.sealedByteCount -= byteCount
            held.queue.droppedCount += held.unwrittenValueCount(of: records)
            discard(records, held)
            return (openByteCount, byteCount)
        }
        guard let index = held.queue.jobs.lastIndex(where: { $0.hasFailed && !$0.isUnderWay })
        else { return nil }
        let job = held.queue.jobs.remove(at: index)
        held.queue.sealedByteCount -= job.byteCount
        held.queue.droppedCount += 1
        return (0, job.byteCount)
    }

    /// Frees records that are not written.
    func discard(_ records: QueuedRecords, _ held: borrowing HeldGate) {
        if let chunk = held.chunk(of: records) { held.queue.pool.give(chunk) }
        if case .value(let value) = records { omit(value, held) }
    }

    /// Bytes of a run in full chunks that are not on the disk.
    private func sealedByteCount(of run: RunLog, _ held: borrowing HeldGate) -> Int {
        var count = 0
        for records in held[run].sealed { count += held.byteCount(of: records) }
        return count
    }

    /// Whether the newest records may be removed from the queue: not if they are being written, nor
    /// if a stream has accepted part of them.
    private func hasDroppableRecords(_ run: RunLog, _ held: borrowing HeldGate) -> Bool {
        guard let last = held[run].sealed.last else { return false }
        if held[run].sealed.count > 1 { return true }
        return !held[run].isWriting && held.chunk(of: last)?.writtenByteCount ?? 0 == 0
    }
}
