internal import TFRecord
internal import TensorBoardEvents

extension SummaryWriter {
    /// Puts values of one step into the queue, as one event.
    func add(_ values: [Summary.Value], step: Int, wallTime: Double?) {
        guard !values.isEmpty else { return }
        let time = finiteTime(wallTime, values[0].tag, step: step)
        var summary = Summary(values: values.map { named($0, step: step) })
        let odd = queue.gate.withLock { prepare(&summary, step: Int64(step)) }
        for (index, warnings) in odd { tell(warnings, values[index].tag, step: Int64(step)) }
        let isKept = enqueue(
            Event(wallTime: time, step: Int64(step), what: .summary(summary)).encoded(),
            valueCount: values.count,
            tag: summary.values[0].tag,
            step: step
        )
        if isKept { queue.gate.withLock { noteMetadata(of: summary) } }
    }

    /// Puts an event that is no summary into the queue.
    func add(_ what: Event.What, step: Int, wallTime: Double?) {
        let time = finiteTime(wallTime, "", step: step)
        let event = Event(wallTime: time, step: Int64(step), what: what)
        _ = enqueue(event.encoded(), valueCount: 1, tag: "", step: step)
    }

    /// Puts an event's bytes into the queue.
    ///
    /// - Returns: Whether they were not dropped.
    func enqueue(_ payload: [UInt8], valueCount: Int, tag: String, step: Int) -> Bool {
        guard payload.count <= RecordFormat.maximumPayloadByteCount else {
            queue.gate.withLock { queue.state.pointee.droppedCount += valueCount }
            warn(
                .invalidValue,
                tag,
                step: step,
                "the value is larger than the 2 GiB that a record may have, and was dropped"
            )
            return false
        }
        let isKept = payload.withUnsafeBytes { bytes in
            queue.append(bytes.count, to: log) { composer in
                var checksum: UInt32 = 0
                composer.bytes(bytes, checksum: &checksum)
                return checksum
            }
        }
        if !isKept { noteDrop(of: valueCount, tag: tag, step: step) }
        return isKept
    }

    /// Counts values that were dropped, and tells of it once.
    func noteDrop(of count: Int, tag: String, step: Int) {
        let odd = queue.gate.withLock {
            log.withState(of: tag) { queue.noteDrop(of: count, $0, []) }
        }
        tell(odd, tag, step: Int64(step))
    }

    /// The wall time to write.
    func finiteTime(_ wallTime: Double?, _ tag: String, step: Int) -> Double {
        guard let wallTime else { return Clock.wallTime }
        if wallTime.isFinite { return wallTime }
        let odd = queue.gate.withLock {
            log.withState(of: tag) { $0.pointee.tell(.wallTimeNotFinite) }
        }
        tell(odd, tag, step: Int64(step))
        return Clock.wallTime
    }

    private func named(_ value: Summary.Value, step: Int) -> Summary.Value {
        guard value.tag.isEmpty else { return value }
        var value = value
        value.tag = TagWarnings.nameForEmptyTag
        let odd = queue.gate.withLock {
            log.withState(of: value.tag) { $0.pointee.tell(.emptyTag) }
        }
        tell(odd, "", step: Int64(step))
        return value
    }

    /// Takes away the metadata that the file has; the gate is held.
    private func prepare(
        _ summary: inout Summary,
        step: Int64
    ) -> [(index: Int, warnings: TagWarnings)] {
        summary.values.indices.compactMap { index in
            let (tag, metadata) = (summary.values[index].tag, summary.values[index].metadata)
            return log.withState(of: tag) { state in
                // A value without metadata is an older form, or belongs to an earlier one.
                guard let metadata else { return nil }
                let warnings = state.pointee.note(step: step, plugin: metadata.pluginHash)
                if state.pointee.hasMetadata { summary.values[index].metadata = nil }
                return warnings.isEmpty ? nil : (index, warnings)
            }
        }
    }

    private func noteMetadata(of summary: Summary) {
        for value in summary.values {
            guard let metadata = value.metadata else { continue }
            log.withState(of: value.tag) { $0.pointee.hasMetadata = true }
            log.state.pointee.metadata[value.tag] = metadata
        }
    }
}

extension EventQueue {
    /// Puts a record into the queue, of a payload that `compose` lays out and checks.
    ///
    /// Large ones are laid out while the gate is free, into a chunk of their own.
    ///
    /// - Returns: False where it was dropped.
    func append(
        _ payloadByteCount: Int,
        to run: RunLog,
        compose: (inout RecordComposer) -> UInt32
    ) -> Bool {
        let byteCount = payloadByteCount + RecordFormat.overheadByteCount
        if byteCount <= Self.sharedRecordLimit {
            return gate.withLock {
                guard let start = reserve(byteCount, in: run) else { return false }
                var composer = RecordComposer(at: start)
                let checksum = compose(&composer)
                commit(composer.finish(checksum: checksum), in: run)
                return true
            }
        }
        let free: Chunk? = gate.withLock {
            guard !state.pointee.isClosed, hasRoom(for: byteCount) else { return nil }
            return state.pointee.pool.take(byteCount)
        }
        guard var chunk = free else { return false }
        var composer = RecordComposer(at: chunk.start)
        let checksum = compose(&composer)
        chunk.count = composer.finish(checksum: checksum)
        return gate.withLock {
            guard !state.pointee.isClosed else {
                state.pointee.pool.give(chunk)
                return false
            }
            push(chunk, to: run)
            return true
        }
    }

    private static let sharedRecordLimit = 64 << 10
}
