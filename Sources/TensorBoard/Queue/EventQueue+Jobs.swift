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
    func push(_ job: Job, _ held: borrowing HeldGate) {
        startWorker(held)
        var job = job
        held.queue.lastJobNumber += 1
        job.number = held.queue.lastJobNumber
        held.queue.sealedByteCount += job.byteCount
        held.queue.jobs.append(job)
        signal()
    }

    /// Does what is to be done on other files; what fails is kept.
    func runJobs(retrying isRetrying: Bool) -> [WriterError] {
        var errors: [WriterError] = []
        var number = 0
        while let job = withGate({ held in
            nextJob(after: number, retrying: isRetrying, held)
        }) {
            number = job.number
            let result = Result { () throws(WriterError) in try job.run() }
            withGate { held in
                // What is under way is not taken out by anyone else.
                guard let index = held.queue.jobs.firstIndex(where: { $0.number == number })
                else { return }
                held.queue.jobs[index].isUnderWay = false
                switch result {
                case .success:
                    held.queue.jobs.remove(at: index)
                    held.queue.sealedByteCount -= job.byteCount
                case .failure(let error):
                    held.queue.jobs[index].hasFailed = true
                    errors.append(error)
                }
                signal()
            }
        }
        return errors
    }

    private func nextJob(
        after number: Int,
        retrying isRetrying: Bool,
        _ held: borrowing HeldGate
    ) -> Job? {
        let next = held.queue.jobs.firstIndex {
            $0.number > number && (isRetrying || !$0.hasFailed)
        }
        guard let next else { return nil }
        held.queue.jobs[next].isUnderWay = true
        return held.queue.jobs[next]
    }
}
