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
        let flag = TagWarnings.all.first { $0.1 == code }?.0 ?? .invalidValue
        let isNew = queue.withGate { held in
            !log.withState(of: tag, held) { $0.pointee.tell(flag) }.isEmpty
        }
        guard isNew else { return }
        queue.options.onWarning?(
            WriterWarning(code: code, tag: tag, step: step, message: message)
        )
    }
}
