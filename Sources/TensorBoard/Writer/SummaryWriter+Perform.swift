internal import SystemPackage

extension SummaryWriter {
    /// Makes a thread of the writers write files next to the event files.
    ///
    /// Failed work is tried again at the next flush, like events.
    ///
    /// - Parameters:
    ///   - byteCount: The memory that the work keeps alive, which counts towards the queue's limit.
    ///   - tag: The tag for which it is done.
    ///   - step: The step of the value.
    ///   - work: The work, which returns the files and directories that it changed; on a thread of
    ///     the writers, or on one that flushes.
    func perform(
        byteCount: Int,
        _ tag: String,
        step: Int,
        _ work: @escaping @Sendable () throws(WriterError) -> [FilePath]
    ) {
        guard session.hasDirectory else {
            let problem = "the files need a directory, which this writer does not have; left out"
            return warn(.invalidValue, tag, step: step, problem)
        }
        let isKept = queue.withGate { held in
            guard !held.queue.isClosed, queue.hasRoom(for: byteCount, in: log, held) else {
                return false
            }
            let job = EventQueue.Job(byteCount: byteCount) { [log] () throws(WriterError) in
                // TensorBoard does not treat a directory without an event file as a run.
                if let error = log.sink.pointee.open() { throw error }
                log.sink.pointee.addUnsynchronized(try work())
            }
            queue.push(job, held)
            return true
        }
        if !isKept { noteDrop(of: 1, tag: tag, step: step) }
    }
}
