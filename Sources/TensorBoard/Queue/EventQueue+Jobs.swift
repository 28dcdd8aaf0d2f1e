internal import SystemPackage

// Work on files other than the runs' event files.
extension EventQueue {
    /// Work for the queue's thread, and the bytes that it holds on to.
    struct Job {
        let byteCount: Int
        let run: @Sendable () throws(WriterError) -> Void
        /// Tells it from the others.
        var number = 0
        /// Whether it was tried in vain.
        var hasFailed = false
        /// Whether it is being done, so that nobody may take it away.
        var isUnderWay = false

        init(byteCount: Int, run: @escaping @Sendable () throws(WriterError) -> Void) {
            self.byteCount = byteCount
            self.run = run
        }
    }

    /// Adds work on files of its own.
    func push(_ job: Job) {
        startWorker()
        var job = job
        state.pointee.lastJobNumber += 1
        job.number = state.pointee.lastJobNumber
        state.pointee.sealedByteCount += job.byteCount
        state.pointee.jobs.append(job)
        gate.signal()
    }

    /// Does what is to be done on other files; what fails is kept.
    func runJobs(retrying isRetrying: Bool) -> [WriterError] {
        var errors: [WriterError] = []
        var number = 0
        while let job = gate.withLock({ nextJob(after: number, retrying: isRetrying) }) {
            number = job.number
            let result = Result { () throws(WriterError) in try job.run() }
            gate.withLock {
                // What is under way is not taken out by anyone else.
                guard let index = state.pointee.jobs.firstIndex(where: { $0.number == number })
                else { return }
                state.pointee.jobs[index].isUnderWay = false
                switch result {
                case .success:
                    state.pointee.jobs.remove(at: index)
                    state.pointee.sealedByteCount -= job.byteCount
                case .failure(let error):
                    state.pointee.jobs[index].hasFailed = true
                    errors.append(error)
                }
                gate.signal()
            }
        }
        return errors
    }

    private func nextJob(after number: Int, retrying isRetrying: Bool) -> Job? {
        let next = state.pointee.jobs.firstIndex {
            $0.number > number && (isRetrying || !$0.hasFailed)
        }
        guard let next else { return nil }
        state.pointee.jobs[next].isUnderWay = true
        return state.pointee.jobs[next]
    }
}
