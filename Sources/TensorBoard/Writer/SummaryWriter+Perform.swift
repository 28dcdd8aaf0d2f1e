internal import SystemPackage

extension SummaryWriter {
    /// Lets the writer's thread write files beside the event files.
    ///
    /// What fails is tried again at the next flush, as with events.
    ///
    /// - Parameters:
    ///   - byteCount: The memory that the work holds on to, which counts towards the queue's limit.
    ///   - tag: What it is done for.
    ///   - step: The step of that.
    ///   - work: What to do; on the writer's thread, or on one that flushes.
    func perform(
        byteCount: Int,
        _ tag: String,
        step: Int,
        _ work: @escaping @Sendable () throws(WriterError) -> Void
    ) {
        let isKept = queue.withGate { held in
            guard !held.queue.isClosed, queue.hasRoom(for: byteCount, in: log, held) else {
                return false
            }
            let job = EventQueue.Job(byteCount: byteCount) { [log] () throws(WriterError) in
                // A directory without an event file is no run to TensorBoard.
                if let error = log.sink.pointee.open() { throw error }
                try work()
            }
            queue.push(job, held)
            return true
        }
        if !isKept { noteDrop(of: 1, tag: tag, step: step) }
    }
}
