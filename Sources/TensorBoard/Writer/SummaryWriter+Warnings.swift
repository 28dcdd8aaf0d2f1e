extension SummaryWriter {
    /// Calls `onWarning` for each oddity.
    func tell(_ warnings: TagWarnings, _ tag: String, step: Int64) {
        guard !warnings.isEmpty else { return }
        for (flag, code, message) in TagWarnings.all where warnings.contains(flag) {
            let warning = WriterWarning(code: code, tag: tag, step: Int(step), message: message)
            queue.options.onWarning?(warning)
        }
    }

    /// Calls `onWarning`, once for each code and tag.
    func warn(_ code: WriterWarning.Code, _ tag: String, step: Int, _ message: String) {
        queue.warn(code, tag, of: log, step: step, message)
    }
}
