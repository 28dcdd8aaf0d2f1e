internal import TFRecord
internal import TensorBoardEvents

extension SummaryWriter {
    /// Puts values of one step into the queue, as one event.
    func add(_ values: [Summary.Value], step: Int, wallTime: Double?) {
        guard !values.isEmpty else { return }
        let time = finiteTime(wallTime, values[0].tag, step: step)
        let summary = Summary(values: values.map { named($0, step: step) })
        var (written, generation) = queue.withGate { held in
            (lacking(summary, held), held[log].fileGeneration)
        }
        let odd = queue.withGate { held in note(summary, step: Int64(step), held) }
        for (index, warnings) in odd { tell(warnings, values[index].tag, step: Int64(step)) }
        while true {
            let isStale = enqueue(
                Event(wallTime: time, step: Int64(step), what: .summary(written)).encoded(),
                valueCount: values.count,
                tag: summary.values[0].tag,
                step: step,
                generation: generation
            ) { held in noteMetadata(of: written, held) }
            guard isStale else { return }
            // Another file has taken the place of the one that had the tags' metadata.
            (written, generation) = queue.withGate { held in
                (lacking(summary, held), held[log].fileGeneration)
            }
        }
    }

    /// Puts an event that is no summary into the queue.
    func add(_ what: Event.What, step: Int, wallTime: Double?) {
        let time = finiteTime(wallTime, "", step: step)
        let event = Event(wallTime: time, step: Int64(step), what: what)
        enqueue(event.encoded(), valueCount: 1, tag: "", step: step)
    }

    /// Puts an event's bytes into the queue, or counts its values as dropped.
    ///
    /// - Parameters:
    ///   - payload: The bytes.
    ///   - valueCount: The values in them.
    ///   - tag: The first one's tag.
    ///   - step: The step.
    ///   - generation: The generation of the run's file that they rely on; nil for any.
    ///   - kept: What to note under the gate when they are in the queue.
    /// - Returns: Whether they are not, since they rely on a file that is no more.
    @discardableResult
    func enqueue(
        _ payload: [UInt8],
        valueCount: Int,
        tag: String,
        step: Int,
        generation: Int? = nil,
        kept: (borrowing HeldGate) -> Void = { _ in }
    ) -> Bool {
        guard fits(payload.count, valueCount: valueCount, tag: tag, step: step) else {
            return false
        }
        let result = payload.withUnsafeBytes { bytes in
            queue.append(bytes.count, to: log, generation: generation, kept: kept) { composer in
                var checksum: UInt32 = 0
                composer.bytes(bytes, checksum: &checksum)
                return checksum
            }
        }
        if result == .dropped { noteDrop(of: valueCount, tag: tag, step: step) }
        return result == .stale
    }

    /// Whether a record can hold so much; if not, its values are counted as dropped.
    func fits(_ payloadByteCount: Int, valueCount: Int, tag: String, step: Int) -> Bool {
        if payloadByteCount <= RecordFormat.maximumPayloadByteCount { return true }
        queue.withGate { held in held.queue.droppedCount += valueCount }
        let problem = "the value is larger than the 2 GiB that a record may have, and was dropped"
        warn(.invalidValue, tag, step: step, problem)
        return false
    }

    /// Counts values that were dropped, and tells of it once.
    func noteDrop(of count: Int, tag: String, step: Int) {
        let odd = queue.withGate { held in
            log.withState(of: tag, held) { queue.noteDrop(of: count, $0, [], held) }
        }
        tell(odd, tag, step: Int64(step))
    }

    /// The wall time to write.
    func finiteTime(_ wallTime: Double?, _ tag: String, step: Int) -> Double {
        guard let wallTime else { return Clock.wallTime }
        if wallTime.isFinite { return wallTime }
        let odd = queue.withGate { held in
            log.withState(of: tag, held) { $0.pointee.tell(.wallTimeNotFinite) }
        }
        tell(odd, tag, step: Int64(step))
        return Clock.wallTime
    }

    private func named(_ value: Summary.Value, step: Int) -> Summary.Value {
        guard value.tag.isEmpty else { return value }
        var value = value
        value.tag = TagWarnings.nameForEmptyTag
        let odd = queue.withGate { held in
            log.withState(of: value.tag, held) { $0.pointee.tell(.emptyTag) }
        }
        tell(odd, "", step: Int64(step))
        return value
    }

    /// Notes the values' steps and kinds.
    private func note(
        _ summary: Summary,
        step: Int64,
        _ held: borrowing HeldGate
    ) -> [(index: Int, warnings: TagWarnings)] {
        var odd: [(index: Int, warnings: TagWarnings)] = []
        for index in summary.values.indices {
            // A value without metadata is an older form, or belongs to an earlier one.
            guard let metadata = summary.values[index].metadata else { continue }
            let warnings = log.withState(of: summary.values[index].tag, held) {
                $0.pointee.note(step: step, plugin: metadata.pluginHash)
            }
            if !warnings.isEmpty { odd.append((index, warnings)) }
        }
        return odd
    }

    /// The summary without the metadata that the file has.
    private func lacking(_ summary: Summary, _ held: borrowing HeldGate) -> Summary {
        var summary = summary
        for index in summary.values.indices {
            let hasMetadata = log.withState(of: summary.values[index].tag, held) {
                $0.pointee.hasMetadata
            }
            if hasMetadata { summary.values[index].metadata = nil }
        }
        return summary
    }

    private func noteMetadata(of summary: Summary, _ held: borrowing HeldGate) {
        for value in summary.values {
            if let metadata = value.metadata { log.noteMetadata(metadata, of: value.tag, held) }
        }
    }
}

extension EventQueue {
    /// What became of a record.
    enum Appended {
        case kept
        case dropped
        /// The run's file is another one than the record was made for.
        case stale
    }

    /// Puts a record into the queue, of a payload that `compose` lays out and checks.
    ///
    /// Large ones are laid out while the gate is free, into a chunk of their own.
    ///
    /// - Parameters:
    ///   - payloadByteCount: The bytes of the payload.
    ///   - run: The run.
    ///   - generation: The generation of the run's file that the record is made for; nil for any.
    ///   - kept: Is called under the gate when the record is in the queue.
    ///   - compose: Lays out the payload, and returns its checksum.
    /// - Returns: What became of it.
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

    private static let sharedRecordLimit = 64 << 10
}

extension RunLog.State {
    fileprivate func isAt(_ generation: Int?) -> Bool {
        generation == nil || generation == fileGeneration
    }
}
