internal import TensorBoardEvents

// Keeping within the limit.
//
// All runs share it, and the disk of one may fail for good while that of another does not. So what
// waits for a disk that fails gives way to the others, down to half of the limit: until its disk
// comes back it may use what nobody else needs.
extension EventQueue {
    /// Whether the queue takes so many bytes more of a run, now or once the disk has taken others.
    ///
    /// The gate is held, and was let go of in between where the policy says to wait.
    func hasRoom(for byteCount: Int, in run: RunLog) -> Bool {
        while state.pointee.sealedByteCount + byteCount > options.queueByteLimit {
            if !run.state.pointee.isFailing, makeRoom(for: byteCount) { break }
            guard options.queuePolicy == .wait, !run.state.pointee.isFailing,
                !state.pointee.isClosed, byteCount <= options.queueByteLimit,
                state.pointee.sealedByteCount > failingByteCount
            else { return false }
            startWorker()
            // Nobody else would make room; a callback on the thread would wait for itself.
            guard state.pointee.hasWorker, !isOnWorker else { return false }
            gate.signal()
            gate.wait()
        }
        return !state.pointee.isClosed
    }

    /// Whether this is the queue's own thread; the gate is held.
    var isOnWorker: Bool { state.pointee.worker?.thread == BackgroundThread.current }

    /// Bytes that wait for a disk that fails.
    private var failingByteCount: Int {
        var count = 0
        for job in state.pointee.jobs where job.hasFailed { count += job.byteCount }
        for run in state.pointee.runs where run.state.pointee.isFailing {
            count += run.sealedByteCount
        }
        return count
    }

    /// Takes the newest of what waits for a failing disk out of the queue, and counts it as dropped.
    ///
    /// - Returns: Whether that was enough.
    private func makeRoom(for byteCount: Int) -> Bool {
        var failing = failingByteCount
        let share = options.queueByteLimit / 2
        while state.pointee.sealedByteCount + byteCount > options.queueByteLimit {
            guard failing > share, let dropped = dropNewest() else { return false }
            failing += dropped.sealed - dropped.removed
        }
        return true
    }

    /// Drops a chunk of the failing run that holds most, or else a job that has failed.
    private func dropNewest() -> (sealed: Int, removed: Int)? {
        let runs = state.pointee.runs.filter { $0.state.pointee.isFailing && $0.hasDroppableChunk }
        if let run = runs.max(by: { $0.sealedByteCount < $1.sealedByteCount }) {
            // What comes later than the dropped may rely on the metadata that stands in it.
            let openByteCount = run.state.pointee.open?.count ?? 0
            seal(run)
            run.forgetFile()
            let chunk = run.state.pointee.sealed.removeLast()
            let byteCount = chunk.bytes.count
            state.pointee.sealedByteCount -= byteCount
            state.pointee.droppedCount += chunk.unwrittenValueCount
            state.pointee.pool.give(chunk)
            return (openByteCount, byteCount)
        }
        guard let index = state.pointee.jobs.lastIndex(where: { $0.hasFailed && !$0.isUnderWay })
        else { return nil }
        let job = state.pointee.jobs.remove(at: index)
        state.pointee.sealedByteCount -= job.byteCount
        state.pointee.droppedCount += 1
        return (0, job.byteCount)
    }
}

extension RunLog {
    /// Bytes in full chunks that are not on the disk.
    fileprivate var sealedByteCount: Int {
        state.pointee.sealed.reduce(0) { $0 + $1.bytes.count }
    }

    /// Whether a chunk may be taken out of the queue: one that is being written may not, nor one
    /// that a stream has taken a part of.
    fileprivate var hasDroppableChunk: Bool {
        guard let last = state.pointee.sealed.last else { return false }
        return state.pointee.sealed.count > 1
            || !state.pointee.isWriting && last.writtenByteCount == 0
    }
}
