extension SummaryWriter {
    /// Calls `onWarning` for each oddity.
    func tell(_ warnings: TagWarnings, _ tag: String, step: Int64) {
        guard !warnings.isEmpty else { return }
        if warnings.contains(.firstValue) { warnIfShared(tag, step: Int(step)) }
        for (flag, code, message) in TagWarnings.all where warnings.contains(flag) {
            let warning = WriterWarning(code: code, tag: tag, step: Int(step), message: message)
            queue.options.onWarning?(warning)
        }
    }

    /// Warns, once for each run, if another writer logs the tag to the same directory.
    ///
    /// One with a `purgeStep` takes back what the other has logged, and is meant to go on.
    private func warnIfShared(_ tag: String, step: Int) {
        guard !session.purges, LiveRuns.hasValue(of: tag, besides: log) else { return }
        let isTold = queue.withGate { held in
            held[log].slots.with(SharedDirectory.self) { state in
                defer { state.isTold = true }
                return state.isTold
            }
        }
        if !isTold { tell(.sharedTag, tag, step: Int64(step)) }
    }

    /// Calls `onWarning`, once for each code and tag.
    func warn(_ code: WriterWarning.Code, _ tag: String, step: Int, _ message: String) {
        queue.warn(code, tag, of: log, step: step, message)
    }
}

/// Whether it was told that another writer logs to the same directory.
private struct SharedDirectory: Slot {
    var isTold = false

    mutating func becomeChild() {}
}
