internal import Logdirs
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

/// A scan of an event that is too large for the buffer, in one pass as it streams past.
///
/// Values that fit the buffer are passed to ``EventScan``; only the arrays inside larger ones are
/// walked here. Memory stays the same for a record of any size.
struct StreamedScan {
    let events: EventScan
    private let record: EventScan.Record
    private var valueIndex = 0
    /// The outcome so far.
    private(set) var outcome = RecordOutcome()

    init(events: EventScan, record: EventScan.Record) {
        self.events = events
        self.record = record
    }

    private var scratch: StreamScratch { events.streamScratch }

    /// Scans the record's payload.
    mutating func scan(_ reader: inout RecordReader) throws(RecordError) -> RecordOutcome {
        let steps = events.selection.steps
        var stream = EventStream(byteCount: reader.remainingPayloadByteCount, steps: steps)
        while let value = try stream.next(&reader) {
            var point = ValuePoint(step: stream.step, wallTime: stream.wallTime, of: record)
            point.valueIndex = valueIndex
            switch value {
            case .whole(let bytes): outcome.formUnion(events.scan(value: bytes, at: point))
            case .streamed(let byteCount): try scanValue(&reader, byteCount: byteCount, at: point)
            case .graph: continue
            }
            valueIndex += 1
        }
        if stream.isMalformed { outcome.insert(.malformed) }
        if !stream.wallTime.isFinite, steps.contains(stream.step) {
            let point = ValuePoint(step: stream.step, wallTime: stream.wallTime, of: record)
            outcome.formUnion(events.noteWallTime(at: point))
        }
        return outcome
    }

    private mutating func scanValue(
        _ reader: inout RecordReader,
        byteCount: Int,
        at point: ValuePoint
    ) throws(RecordError) {
        events.history.countValue()
        events.observations.removeAll(keepingCapacity: true)
        scratch.removeAll()
        var content = ContentOutcome()
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Value
            switch (field.number, field.wireType) {
            case (Field.tag, .delimited):
                try scratch.name.read(field, of: &message, &reader, over: &scratch.tag)
            case (Field.metadata, .delimited):
                try copy(field, of: &message, &reader, to: &scratch.metadata)
            case (Field.nodeName, .delimited):
                try copy(field, of: &message, &reader, to: &scratch.nodeName)
            case (Field.simpleValue, .fixed32):
                events.scanSimpleValue(UInt32(truncatingIfNeeded: field.bits))
                content.add(ContentOutcome(elementCount: 1))
            case (Field.tensor, .delimited) where isWanted:
                if field.byteCount <= reader.contiguousLimit, scratch.tensor.isEmpty {
                    // The meaning of its numbers may depend on the metadata, which comes later.
                    try copy(field, of: &message, &reader, to: &scratch.tensor)
                } else {
                    try events.scanStreamedTensor(&reader, byteCount: field.byteCount, &content)
                }
            case (Field.histogram, .delimited) where isWanted:
                content.add(
                    try events.scanStreamedHistogram(&reader, byteCount: field.byteCount)
                )
            case (Field.audio, .delimited) where isWanted:
                content.add(try events.scanStreamedAudio(&reader, byteCount: field.byteCount))
            case (Field.obsoleteHistogram, .delimited):
                events.countUnread()
            default:
                break
            }
            try message.finish(field, &reader)
        }
        // A health vector is never as large as a streamed tensor, nor next to another one.
        if message.isMalformed || (scratch.tensorCount > 0 && isNumericSummary) {
            outcome.insert(.malformed)
        }
        noteValue(content, at: point)
    }

    /// Sums up a value after its tag, metadata and tensors, in whatever order.
    private mutating func noteValue(_ content: ContentOutcome, at point: ValuePoint) {
        let seen = scratch.tag.withUnsafeBytes { tag -> RecordOutcome in
            guard events.selection.includes(tag: tag) else {
                return content.isMalformed ? .malformed : []
            }
            return scratch.metadata.withUnsafeBytes { bytes in
                let metadata = bytes.isEmpty ? nil : bytes
                let known = events.history.tags.find(kept: tag)
                let role = events.role(metadata: metadata, known: known)
                var content = content
                if role == .hparams {
                    content.add(events.scanHParams(MetadataView(bytes).pluginContent))
                }
                content.add(scanKeptTensor(role: role))
                content.add(
                    events.noteStreamedTensors(place: role == .histograms ? .histogram : .tensor)
                )
                let found = events.note(
                    tag: tag,
                    metadata: metadata,
                    known: known,
                    elementCount: content.elementCount,
                    at: point
                )
                return content.isMalformed ? found.union(.malformed) : found
            }
        }
        outcome.formUnion(seen)
    }

    private func scanKeptTensor(role: PluginRole) -> ContentOutcome {
        guard !scratch.tensor.isEmpty else { return ContentOutcome() }
        return scratch.tensor.withUnsafeBytes { tensor in
            scratch.nodeName.withUnsafeBytes { nodeName in
                events.scanTensor(tensor, role: role, nodeName: nodeName)
            }
        }
    }

    private var isNumericSummary: Bool {
        scratch.nodeName.withUnsafeBytes { events.isNumericSummary($0) }
    }

    /// Excluded tags need not be scanned; writers put the tag first.
    private var isWanted: Bool {
        scratch.tag.isEmpty
            || scratch.tag.withUnsafeBytes { events.selection.includes(tag: $0) }
    }

    /// Copies a field from the stream; beyond the limit, only its beginning.
    private mutating func copy(
        _ field: StreamedMessage.Field,
        of message: inout StreamedMessage,
        _ reader: inout RecordReader,
        to bytes: inout [UInt8]
    ) throws(RecordError) {
        bytes.removeAll(keepingCapacity: true)
        while bytes.count < Self.copyLimit, let chunk = try message.nextChunk(of: field, &reader) {
            bytes.append(contentsOf: chunk)
        }
        // The skipped rest cannot be certified.
        if bytes.count < field.byteCount { outcome.insert(.malformed) }
    }

    /// Larger than any metadata whose numbers are scanned.
    private static let copyLimit = 2 * 1024 * 1024
}
