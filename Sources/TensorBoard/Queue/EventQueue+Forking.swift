// In a forked child.
extension EventQueue {
    /// Leaves the records and the files to the parent, and starts from scratch.
    ///
    /// All locks are held, and no other thread exists.
    func becomeChild() {
        withInheritedGate { held in becomeChild(held) }
    }

    private func becomeChild(_ held: borrowing HeldGate) {
        for run in held.queue.runs {
            if let open = held[run].open { held.queue.pool.give(open) }
            for records in held[run].sealed { discard(records, held) }
            held[run].open = nil
            held[run].sealed = []
            held[run].isWriting = false
            held[run].isFailing = false
            held[run].forgetFile()
            held[run].restorer = nil
            held[run].slots.becomeChild()
            // Two processes in one stream would tear each other's records.
            if !run.sink.pointee.becomeChild() { held.queue.isClosed = true }
        }
        held.queue.filesWaiterCount = 0
        held.queue.jobs = []
        held.queue.unencoded = Unencoded()
        held.queue.isWorkerYielding = false
        held.queue.sealedByteCount = 0
        held.queue.pendingSince = nil
        held.queue.droppedCount = 0
        held.queue.hasWorker = false
        held.queue.worker = nil
        held.queue.failedAt = nil
        held.queue.rotationTime = nil
        held.queue.firstError = nil
        held.queue.slots.becomeChild()
        // The thread that was closing the queue does not exist here.
        switch held.queue.ending {
        case .open where held.queue.isClosed, .underWay: held.queue.ending = .ended(nil)
        case .open, .ended: break
        }
    }
}
