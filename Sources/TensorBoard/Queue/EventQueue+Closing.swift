internal import Platform
internal import SystemPackage

// Closing.
extension EventQueue {
    /// Writes everything, closes the files and refuses later values.
    ///
    /// - Returns: The error of what was lost, `nil` for nothing; later calls wait for the first,
    ///   and return the same.
    func close() -> WriterError? {
        logGathered()
        if let earlier = beginClosing() { return earlier }
        let error = drain(sealing: true)
        var written = Written()
        let result = withFiles { () -> WriterError? in
            var errors = [error].compactMap(\.self)
            var unwrittenCount = withGate { held in
                defer { held.queue.jobs = [] }
                return held.queue.jobs.count
            }
            // Other threads may still ask for new runs.
            for run in withGate({ held in held.queue.runs }) {
                withGate { held in
                    for records in held[run].sealed {
                        unwrittenCount += held.unwrittenValueCount(of: records)
                        discard(records, held)
                    }
                    held[run].sealed = []
                }
                if options.rotation != nil { finishFile(of: run, &written) }
                if let failure = run.sink.pointee.close() { errors.append(failure) }
            }
            errors += written.errors + closeSink()
            return withGate { held in
                outcome(errors.first, unwrittenCount: unwrittenCount, held)
            }
        }
        withGate { held in
            held.queue.ending = .ended(result)
            signal()
        }
        tell(written.finished)
        return result
    }

    private func closeSink() -> [WriterError] {
        guard let sink else { return [] }
        do {
            try sink.close()
            return []
        } catch {
            return [WriterError(.write, FilePath(sink.name), error)]
        }
    }

    /// Makes this call the one that closes.
    ///
    /// - Returns: The result of an earlier call; `nil` if this is the first.
    private func beginClosing() -> WriterError?? {
        withGate { held in
            while true {
                switch held.queue.ending {
                case .open:
                    for run in held.queue.runs { seal(run, held) }
                    held.queue.isClosed = true
                    held.queue.ending = .underWay(thread: BackgroundThread.current)
                    SharedThreads.shared.remove(self)
                    // Threads that wait for room need not wait any longer.
                    signal()
                    return nil
                case .underWay(let thread):
                    // A callback that closes would wait for itself.
                    if thread == BackgroundThread.current { return .some(nil) }
                    wait(held)
                case .ended(let error): return .some(error)
                }
            }
        }
    }

    private func outcome(
        _ error: WriterError?,
        unwrittenCount: Int,
        _ held: borrowing HeldGate
    ) -> WriterError? {
        held.queue.droppedCount += unwrittenCount
        guard error != nil || held.queue.droppedCount > 0 else { return nil }
        let path = held.queue.runs.first?.sink.pointee.path ?? "."
        var result = error ?? held.queue.firstError ?? WriterError(code: .dropped, path: path)
        result.droppedCount = held.queue.droppedCount
        return result
    }
}
