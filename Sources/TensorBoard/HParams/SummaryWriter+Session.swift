internal import TensorBoardEvents

// What hyperparameters have to do with the life of a writer.
extension SummaryWriter {
    /// Marks the run as a session that ``close()`` has to end.
    ///
    /// - Returns: False if it was one already.
    func beginSession() -> Bool {
        queue.gate.withLock {
            defer { log.state.pointee.hasSession = true }
            return !log.state.pointee.hasSession
        }
    }

    /// Marks the run as the one that describes the experiment.
    ///
    /// - Returns: False if it did so already.
    func beginExperiment() -> Bool {
        queue.gate.withLock {
            defer { log.state.pointee.hasExperiment = true }
            return !log.state.pointee.hasExperiment
        }
    }

    /// Writes how the sessions of all runs ended.
    func endSessions(_ status: HParamsPluginData.Status) {
        let runs = queue.gate.withLock {
            queue.state.pointee.runs.filter { run in
                defer { run.state.pointee.hasSession = false }
                return run.state.pointee.hasSession && !queue.state.pointee.isClosed
            }
        }
        for run in runs {
            let now = Clock.wallTime
            SummaryWriter(directory: directory, session: session, log: run)
                .add([HParamsSummary.sessionEnd(status: status, at: now)], step: 0, wallTime: now)
        }
    }
}
