extension SummaryWriter {
    /// Runs work that writes files of its own, in its turn among the events (stand-in).
    func perform(_ work: @escaping @Sendable () throws -> Void) {
        do {
            try work()
        } catch {
            warn(.invalidValue, "", step: 0, "\(error)")
        }
    }
}
