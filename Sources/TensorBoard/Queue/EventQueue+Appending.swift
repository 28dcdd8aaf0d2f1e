internal import TFRecord

// Adding whole records.
extension EventQueue {
    /// The outcome of adding a record.
    enum Appended {
        case kept
        case dropped
        /// The run's file is no longer the one that the record was made for.
        case stale
    }

    /// Adds a record to the queue, with a payload that `compose` lays out and checksums.
    ///
    /// Large ones are laid out while the gate is free, into a chunk of their own.
    ///
    /// - Parameters:
    ///   - payloadByteCount: The size of the payload.
    ///   - run: The run.
    ///   - generation: The generation of the run's file that the record is made for; `nil` for any.
    ///   - kept: Called under the gate when the record is in the queue.
    ///   - compose: Lays out the payload, and returns its checksum.
    /// - Returns: The outcome.
    func append(
        _ payloadByteCount: Int,
        to run: RunLog,
        generation: Int?,
        kept: (borrowing HeldGate) -> Void,
        compose: (inout RecordComposer) -> UInt32
    ) -> Appended {
        let byteCount = payloadByteCount + RecordFormat.overheadByteCount
        if byteCount <= Self.sharedRecordLimit {
            return withGate { held in
                guard let start = reserve(byteCount, in: run, held) else { return .dropped }
                guard held[run].isAt(generation) else { return .stale }
                var composer = RecordComposer(at: start)
                let checksum = compose(&composer)
                commit(composer.finish(checksum: checksum), in: run, held)
                kept(held)
                return .kept
            }
        }
        let free: Chunk? = withGate { held in
            guard !held.queue.isClosed, hasRoom(for: byteCount, in: run, held) else { return nil }
            return held.queue.pool.take(byteCount)
        }
        guard var chunk = free else { return .dropped }
        var composer = RecordComposer(at: chunk.start)
        let checksum = compose(&composer)
        chunk.count = composer.finish(checksum: checksum)
        return withGate { held in
            guard !held.queue.isClosed, held[run].isAt(generation) else {
                held.queue.pool.give(chunk)
                return held.queue.isClosed ? .dropped : .stale
            }
            push(chunk, to: run, held)
            kept(held)
            return .kept
        }
    }

    /// Counts values that are not written.
    ///
    /// - Returns: The warning for it.
    func noteDrop(
        of count: Int,
        _ tag: UnsafeMutablePointer<TagState>?,
        _ warnings: TagWarnings,
        _ held: borrowing HeldGate
    ) -> TagWarnings {
        held.queue.droppedCount += count
        let reason: TagWarnings = held.queue.isClosed ? .closed : .queueFull
        return tag?.pointee.tell(warnings.union(reason)) ?? []
    }

    private static let sharedRecordLimit = 64 << 10
}

extension RunLog.State {
    fileprivate func isAt(_ generation: Int?) -> Bool {
        generation == nil || generation == fileGeneration
    }
}
