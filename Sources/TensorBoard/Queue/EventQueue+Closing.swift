internal import SystemPackage

// Ending.
extension EventQueue {
    /// Writes everything, closes the files and refuses what comes later.
    ///
    /// - Returns: What was lost, nil for nothing; later calls wait for the first, and return the same.
    func close() -> WriterError? {
        if let earlier = beginClosing() { return earlier }
        let error = drain(sealing: true)
        let result = withFiles { () -> WriterError? in
            var errors = [error].compactMap(\.self)
            var unwrittenCount = gate.withLock {
                defer { state.pointee.jobs = [] }
                return state.pointee.jobs.count
            }
            // Other threads may still ask for new runs.
            for run in gate.withLock({ state.pointee.runs }) {
                for chunk in run.state.pointee.sealed {
                    unwrittenCount += chunk.unwrittenValueCount
                    chunk.deallocate()
                }
                run.state.pointee.sealed = []
                if let failure = run.sink.pointee.close() { errors.append(failure) }
            }
            return gate.withLock { outcome(errors.first, unwrittenCount: unwrittenCount) }
        }
        gate.withLock {
            state.pointee.ending = .ended(result)
            gate.signal()
        }
        return result
    }

    /// Makes this call the one that closes.
    ///
    /// - Returns: The result of an earlier call; nil where this is the first.
    private func beginClosing() -> WriterError?? {
        gate.withLock {
            while true {
                switch state.pointee.ending {
                case .open:
                    for run in state.pointee.runs { seal(run) }
                    state.pointee.isClosed = true
                    state.pointee.ending = .underWay(thread: BackgroundThread.current)
                    // The thread ends, and those who wait for room need not wait any longer.
                    gate.signal()
                    return nil
                case .underWay(let thread):
                    // A callback that closes would wait for itself.
                    if thread == BackgroundThread.current { return .some(nil) }
                    gate.wait()
                case .ended(let error): return .some(error)
                }
            }
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
