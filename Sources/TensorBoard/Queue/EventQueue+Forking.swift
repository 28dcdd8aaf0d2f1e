// In a forked child.
extension EventQueue {
    /// Leaves the records and the files to the parent, and begins anew.
    ///
    /// All locks are held, and no other thread exists.
    func becomeChild() {
        gate.forgetWaiters()
        files.forgetWaiters()
        for run in state.pointee.runs {
            if let open = run.state.pointee.open { state.pointee.pool.give(open) }
            for chunk in run.state.pointee.sealed { state.pointee.pool.give(chunk) }
            run.state.pointee.open = nil
            run.state.pointee.sealed = []
            run.state.pointee.hasSession = false
            run.forgetFile()
            run.state.pointee.dumps.becomeChild()
            // Two processes in one stream would tear each other's records.
            if !run.sink.pointee.becomeChild() { state.pointee.isClosed = true }
        }
        state.pointee.filesWaiterCount = 0
        state.pointee.jobs = []
        state.pointee.sealedByteCount = 0
        state.pointee.pendingSince = nil
        state.pointee.droppedCount = 0
        state.pointee.hasWorker = false
        state.pointee.isFailing = false
        state.pointee.firstError = nil
    }
}
