internal import TensorBoardEvents

/// The records of one run that are not yet on the disk, and the state of its file's tags.
///
/// The state is guarded by the queue's gate and accessed through ``HeldGate``; the sink by the
/// queue's lock for files.
final class RunLog: Sendable {
    struct State {
        var tags = LoggedTags()
        /// The chunk to which records are added, once it exists.
        var open: Chunk?
        /// Full chunks and values to be encoded, the oldest first.
        var sealed: [QueuedRecords] = []
        /// Whether the oldest of them is being written and must not be removed.
        var isWriting = false
        /// Whether the last attempt to write the run's records failed.
        var isFailing = false
        /// The metadata of the tags, for a file that must start from scratch; by the tags' bytes,
        /// since Swift treats tags that only look alike as equal.
        var metadata: [[UInt8]: SummaryMetadata] = [:]
        /// What completes the records that were queued for an earlier file.
        var restorer: MetadataRestorer?
        /// How often the file was replaced by another.
        var fileGeneration = 0
        /// The state that other parts of the writer keep of the run.
        var slots = Slots()

        /// Forgets the tags' metadata in the file, since another file replaces it.
        mutating func forgetFile() {
            fileGeneration += 1
            tags.forgetMetadata()
        }
    }

    /// The run's name below the logdir; empty for the logdir itself.
    let name: String
    // Both are only accessed under the locks named above, and live as long as this object.
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
        for records in state.pointee.sealed { records.deallocate() }
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
