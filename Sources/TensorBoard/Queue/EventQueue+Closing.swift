internal import SystemPackage

// Ending.
extension EventQueue {
    /// Writes everything, closes the files and refuses what comes later.
    ///
    /// - Returns: What was lost; nil for nothing, and for a queue that was closed before.
    func close() -> WriterError? {
        let isFirst = gate.withLock {
            guard !state.pointee.isClosed else { return false }
            for run in state.pointee.runs { seal(run) }
            state.pointee.isClosed = true
            // The thread ends, and those who wait for room need not wait any longer.
            gate.signal()
            return true
        }
        guard isFirst else { return nil }
        let error = drain(sealing: true)
        return withFiles { () -> WriterError? in
            var errors = [error].compactMap(\.self)
            var unwrittenCount = gate.withLock {
                defer { state.pointee.jobs = [] }
                return state.pointee.jobs.count
            }
            // Other threads may still ask for new runs.
            for run in gate.withLock({ state.pointee.runs }) {
                for chunk in run.state.pointee.sealed {
                    unwrittenCount += chunk.unwrittenRecordCount
                    chunk.deallocate()
                }
                run.state.pointee.sealed = []
                if let failure = run.sink.pointee.close() { errors.append(failure) }
            }
            return gate.withLock { outcome(errors.first, unwrittenCount: unwrittenCount) }
        }
    }

    private func outcome(_ error: WriterError?, unwrittenCount: Int) -> WriterError? {
        state.pointee.droppedCount += unwrittenCount
        guard error != nil || state.pointee.droppedCount > 0 else { return nil }
        let path = state.pointee.runs.first?.sink.pointee.path ?? "."
        var result = error ?? state.pointee.firstError ?? WriterError(code: .dropped, path: path)
        result.droppedCount = state.pointee.droppedCount
        return result
    }
}
