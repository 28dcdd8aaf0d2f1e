internal import TensorBoardEvents

/// The records of one run that are not on the disk yet, and what its file knows about its tags.
///
/// The state is guarded by the queue's gate, and reached through ``HeldGate``; the sink by the queue's
/// lock for files.
final class RunLog: Sendable {
    struct State {
        var tags = LoggedTags()
        /// The chunk that records are put into, once there is one.
        var open: Chunk?
        /// Full chunks, the oldest first.
        var sealed: [Chunk] = []
        /// Whether the oldest of them is being written, which nobody may then take away.
        var isWriting = false
        /// Whether the last attempt to write the run's records failed.
        var isFailing = false
        /// The metadata of the tags, for a file that must begin anew; by the tags' bytes, since to
        /// Swift, those that only look alike are one.
        var metadata: [[UInt8]: SummaryMetadata] = [:]
        /// How often the file's knowledge of tags was forgotten.
        var fileGeneration = 0
        /// What other parts of the writer remember of the run.
        var slots = Slots()

        /// Forgets what the file holds of the tags, since another file takes its place.
        mutating func forgetFile() {
            fileGeneration += 1
            tags.forgetMetadata()
        }
    }

    /// The run's name below the logdir; empty for the logdir itself.
    let name: String
    // Both are only touched under the locks named above, and live as long as this does.
    nonisolated(unsafe) fileprivate let state: UnsafeMutablePointer<State>
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
}

extension HeldGate {
    /// The state of a run of the gate's queue.
    subscript(run: RunLog) -> RunLog.State {
        @inline(__always) unsafeAddress { UnsafePointer(run.state) }
        @inline(__always) nonmutating unsafeMutableAddress { run.state }
    }
}
