internal import Platform
internal import TensorBoardEvents

// Hyperparameters in the life of a writer.
extension SummaryWriter {
    /// Marks the run as a session that ``close()`` must end.
    ///
    /// - Returns: False if it already was one.
    func beginSession() -> Bool {
        queue.withGate { held in
            held[log].slots.with(HParamsState.self) { state in
                defer { state.hasSession = true }
                return !state.hasSession
            }
        }
    }

    /// Marks the run as the one that describes the experiment.
    ///
    /// - Returns: False if it already did.
    func beginExperiment() -> Bool {
        queue.withGate { held in
            held[log].slots.with(HParamsState.self) { state in
                defer { state.hasExperiment = true }
                return !state.hasExperiment
            }
        }
    }

    /// Writes how the sessions of all runs ended.
    func endSessions(_ status: HParamsPluginData.Status) {
        let runs = queue.withGate { held in
            held.queue.runs.filter { run in
                let hadSession = held[run].slots.with(HParamsState.self) { state in
                    defer { state.hasSession = false }
                    return state.hasSession
                }
                return hadSession && !held.queue.isClosed
            }
        }
        for run in runs {
            let now = Clock.wallTime
            SummaryWriter(directory: directory, session: session, log: run)
                .add([HParamsSummary.sessionEnd(status: status, at: now)], step: 0, wallTime: now)
        }
    }
}

/// A run's state of hyperparameters.
struct HParamsState: Slot {
    /// Whether hyperparameters were written, whose session must be ended.
    var hasSession = false
    /// Whether the run describes the experiment.
    var hasExperiment = false

    /// The session is the parent's to end.
    mutating func becomeChild() { hasSession = false }
}
