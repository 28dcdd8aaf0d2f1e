internal import Platform
internal import TensorBoardEvents

// Calling the program back.
extension EventQueue {
    /// Hands the first error to `onError`; the locks are free, so that it may use the writer.
    func report(_ error: WriterError) {
        let isFirst = withGate { held in
            guard held.queue.firstError == nil else { return false }
            held.queue.firstError = error
            return true
        }
        guard isFirst, let onError = options.onError else { return }
        callBack { onError(error) }
    }

    /// Calls `onWarning`, once for each code and tag; the locks are free.
    func warn(
        _ code: WriterWarning.Code,
        _ tag: String,
        of run: RunLog,
        step: Int,
        _ message: String
    ) {
        let flag = TagWarnings.all.first { $0.1 == code }?.0 ?? .invalidValue
        let isNew = withGate { held in
            !run.withState(of: tag, held) { $0.pointee.tell(flag) }.isEmpty
        }
        guard isNew, let onWarning = options.onWarning else { return }
        callBack {
            onWarning(WriterWarning(code: code, tag: tag, step: step, message: message))
        }
    }

    /// Hands the files that are written no more to the program; the locks are free.
    func tell(_ finished: [FinishedFile]) {
        guard !finished.isEmpty, let onFinish = options.rotation?.onFinish else { return }
        callBack { for file in finished { onFinish(file) } }
    }

    /// Calls `body` with the signals blocked that the program blocks.
    ///
    /// A process that it starts inherits the blocked signals. With those of a thread of the writers,
    /// it could not be stopped by any.
    func callBack(_ body: () -> Void) {
        let worker = withGate { held in isOnWorker(held) ? held.queue.worker : nil }
        guard let worker else { return body() }
        BackgroundThread.withSignals(blocked: worker.blocked, body)
    }
}
