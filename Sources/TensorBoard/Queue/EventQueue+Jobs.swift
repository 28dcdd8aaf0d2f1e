internal import SystemPackage

// Work on files other than the runs' event files.
extension EventQueue {
    /// Work for a thread of the writers, and the bytes that it keeps alive.
    struct Job {
        let byteCount: Int
        let run: @Sendable () throws(WriterError) -> Void
        /// Distinguishes it from the others.
        var number = 0
        /// Whether a try has failed.
        var hasFailed = false
        /// Whether it is running and must not be removed.
        var isUnderWay = false

        init(byteCount: Int, run: @escaping @Sendable () throws(WriterError) -> Void) {
            self.byteCount = byteCount
            self.run = run
        }
    }

    /// Adds work on other files.
    func push(_ job: Job, _ held: borrowing HeldGate) {
        var job = job
        held.queue.lastJobNumber += 1
        job.number = held.queue.lastJobNumber
        held.queue.sealedByteCount += job.byteCount
        held.queue.jobs.append(job)
        wakeWorker(held)
    }

    /// Does the work on other files; jobs that fail are kept.
    func runJobs(retrying isRetrying: Bool) -> [WriterError] {
        var errors: [WriterError] = []
        var number = 0
        while let job = withGate({ held in
            nextJob(after: number, retrying: isRetrying, held)
        }) {
            number = job.number
            let result = Result { () throws(WriterError) in try job.run() }
            withGate { held in
                // A running job is not removed by another thread.
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
