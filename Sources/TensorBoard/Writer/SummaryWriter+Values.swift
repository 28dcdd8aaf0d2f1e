internal import TFRecord
internal import TensorBoardEvents

extension SummaryWriter {
    /// Queues values of one step, as one event.
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
            // Another file has replaced the one with the tags' metadata.
            (written, generation) = queue.withGate { held in
                (lacking(summary, held), held[log].fileGeneration)
            }
        }
    }

    /// Queues an event that is not a summary.
    func add(_ what: Event.What, step: Int, wallTime: Double?) {
        let time = finiteTime(wallTime, "", step: step)
        let event = Event(wallTime: time, step: Int64(step), what: what)
        enqueue(event.encoded(), valueCount: 1, tag: "", step: step)
    }

    /// Queues an event's bytes, or counts its values as dropped.
    ///
    /// - Parameters:
    ///   - payload: The bytes.
    ///   - valueCount: The number of values in them.
    ///   - tag: The first one's tag.
    ///   - step: The step.
    ///   - generation: The generation of the run's file that they rely on; `nil` for any.
    ///   - kept: Called under the gate when they are in the queue.
    /// - Returns: Whether they were refused because they rely on a file that was replaced.
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

    /// Whether a record can hold such a payload; if not, its values are counted as dropped.
    func fits(_ payloadByteCount: Int, valueCount: Int, tag: String, step: Int) -> Bool {
        if payloadByteCount <= RecordFormat.maximumPayloadByteCount { return true }
        queue.withGate { held in held.queue.droppedCount += valueCount }
        let problem = "the value is larger than the 2 GiB that a record may have, and was dropped"
        warn(.invalidValue, tag, step: step, problem)
        return false
    }

    /// Counts values that were dropped, and warns once.
    func noteDrop(of count: Int, tag: String, step: Int) {
        let odd = queue.withGate { held in
            log.withState(of: tag, held) { queue.noteDrop(of: count, $0, [], held) }
        }
        tell(odd, tag, step: Int64(step))
    }

    /// The wall time to write; a non-finite one is replaced, with a warning.
    func finiteTime(_ wallTime: Double?, _ tag: String, step: Int) -> Double {
        var odd: TagWarnings = []
        let time = odd.checkedTime(wallTime)
        report(odd, about: tag, tag, step: step)
        return time
    }

    private func named(_ value: Summary.Value, step: Int) -> Summary.Value {
        var value = value
        value.tag = checkedTag(value.tag, step: step)
        return value
    }

    /// The tag to write; an empty one is replaced, with a warning.
    func checkedTag(_ tag: String, step: Int) -> String {
        var odd: TagWarnings = []
        let name = odd.checkedTag(tag)
        report(odd, about: name, tag, step: step)
        return name
    }

    /// Warns about a tag's oddities, unless that was done before.
    private func report(_ odd: TagWarnings, about tag: String, _ givenTag: String, step: Int) {
        guard !odd.isEmpty else { return }
        let new = queue.withGate { held in
            log.withState(of: tag, held) { $0.pointee.tell(odd) }
        }
        tell(new, givenTag, step: Int64(step))
    }

    /// Records the values' steps and kinds.
    private func note(
        _ summary: Summary,
        step: Int64,
        _ held: borrowing HeldGate
    ) -> [(index: Int, warnings: TagWarnings)] {
        var odd: [(index: Int, warnings: TagWarnings)] = []
        for index in summary.values.indices {
            // A value without metadata has an older form, or belongs to an earlier value.
            guard let metadata = summary.values[index].metadata else { continue }
            let warnings = log.withState(of: summary.values[index].tag, held) {
                $0.pointee.note(step: step, plugin: metadata.pluginHash)
            }
            if !warnings.isEmpty { odd.append((index, warnings)) }
        }
        return odd
    }

    /// The summary without the metadata that the file already has.
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
