internal import TensorBoardEvents

/// The records of one run that are not on the disk yet, and what its file knows about its tags.
///
/// All but the sink is guarded by the queue's gate, the sink by the queue's lock for files.
final class RunLog: Sendable {
    struct State {
        var tags = TagIndex()
        /// The chunk that records are put into, once there is one.
        var open: Chunk?
        /// Full chunks, the oldest first.
        var sealed: [Chunk] = []
        /// The metadata of the tags, for a file that must begin anew.
        var metadata: [String: SummaryMetadata] = [:]
        /// What was dumped.
        var dumps = DumpState()
        /// Whether hyperparameters were written, whose session has to be ended.
        var hasSession = false
        /// Whether the run describes the experiment.
        var hasExperiment = false
    }

    /// The run's name below the logdir; empty for the logdir itself.
    let name: String
    // Both are only touched under the locks named above, and live as long as this does.
    nonisolated(unsafe) let state: UnsafeMutablePointer<State>
    nonisolated(unsafe) let sink: UnsafeMutablePointer<EventSink>

    init(name: String, sink: consuming EventSink) {
        self.name = name
        state = .allocate(capacity: 1)
        state.initialize(to: State())
        self.sink = .allocate(capacity: 1)
        self.sink.initialize(to: sink)
    }

    deinit {
        state.pointee.tags.deallocate()
        state.pointee.open?.deallocate()
        for chunk in state.pointee.sealed { chunk.deallocate() }
        state.deinitialize(count: 1)
        state.deallocate()
        sink.deinitialize(count: 1)
        sink.deallocate()
    }

    /// Forgets what the file holds of the tags, since another file takes its place.
    func forgetFile() {
        state.pointee.tags.forgetMetadata()
    }
}
