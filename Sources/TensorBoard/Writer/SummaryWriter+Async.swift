internal import Platform
internal import TensorBoardEvents

// The same for tasks: what waits for the disk does so on a thread outside of the pool they share.
extension SummaryWriter {
    /// Writes everything that was logged before, without blocking a thread of the task pool.
    ///
    /// When it returns, ending the process in whatever way loses none of it.
    ///
    /// - Parameter isDurable: Whether to wait until everything would survive a power cut as well.
    /// - Throws: ``WriterError`` when something could not be written; it is kept and tried again.
    public func flush(durably isDurable: Bool = false) async throws(WriterError) {
        let error = await Self.onOwnThread { [queue] in
            queue.drain(sealing: true, durably: isDurable)
        }
        if let error { throw error }
    }

    /// Writes everything, ends the session of hyperparameters as a success and closes the file,
    /// without blocking a thread of the task pool.
    ///
    /// Values that are logged later are dropped. A second call waits for the first, and ends in the
    /// same way.
    ///
    /// - Throws: ``WriterError`` when something was lost, with the number of values.
    public func close() async throws(WriterError) {
        try await close(.success)
    }

    /// The same, but the session of hyperparameters ends as a failure.
    package func closeAsFailure() async throws(WriterError) {
        try await close(.failure)
    }

    func close(_ status: HParamsPluginData.Status) async throws(WriterError) {
        let error = await Self.onOwnThread { [self] () -> WriterError? in
            do throws(WriterError) {
                try close(status)
                return nil
            } catch {
                return error
            }
        }
        if let error { throw error }
    }

    /// Runs `body` on a thread of its own, with the signals that its creator blocks.
    private static func onOwnThread(
        _ body: @escaping @Sendable () -> WriterError?
    ) async -> WriterError? {
        await withCheckedContinuation { continuation in
            let isStarted = BackgroundThread.start { blocked in
                let error = BackgroundThread.withSignals(blocked: blocked) { body() }
                continuation.resume(returning: error)
            }
            // Without another thread, blocking this one is the lesser evil.
            if !isStarted { continuation.resume(returning: body()) }
        }
    }
}
