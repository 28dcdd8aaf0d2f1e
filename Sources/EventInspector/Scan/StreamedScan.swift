internal import TFRecord
internal import TensorBoardEvents

/// Looks through an event that is too large for the buffer, in one pass as it goes by.
///
/// Whatever fits the buffer is handed to ``EventScan``; only the messages around and the arrays
/// inside what does not are walked here. Memory stays the same for a record of any size.
struct StreamedScan {
    let events: EventScan
    private var point: ValuePoint
    /// Whether values were seen, whose step and wall time are taken as they stood then.
    private var hasValues = false

    init(events: EventScan, record: EventScan.Record) {
        self.events = events
        point = ValuePoint(
            step: 0,
            wallTime: 0,
            offset: record.offset,
            valueIndex: 0,
            checksumIsValid: record.checksumIsValid
        )
    }

    private var scratch: StreamScratch { events.streamScratch }

    /// Looks through the record's payload, which is an event of some kind.
    mutating func scan(
        _ reader: inout RecordReader,
        content: FileScan.Content
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: reader.remainingPayloadByteCount)
        while let field = try message.nextField(&reader) {
            switch (field.number, field.wireType) {
            case (FieldNumber.Event.wallTime, .fixed64):
                if hasValues { events.isMalformed = true }
                point.wallTime = Double(bitPattern: field.bits)
            case (FieldNumber.Event.step, .varint):
                // Too late for values that went by under another step.
                if hasValues { events.isMalformed = true }
                point.step = Int64(bitPattern: field.bits)
            case (FieldNumber.Event.summary, .delimited) where content == .events:
                try scanSummary(&reader, byteCount: field.byteCount)
            case (FieldNumber.DebugEvent.execution, .delimited) where content == .debugEvents,
                (FieldNumber.DebugEvent.graphExecutionTrace, .delimited)
            where content == .debugEvents:
                try scanTrace(&reader, field: field)
            default:
                break
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
        if !point.wallTime.isFinite, events.selection.steps.contains(point.step) {
            events.noteWallTime(at: point)
        }
    }

    private mutating func scanSummary(
        _ reader: inout RecordReader,
        byteCount: Int
    ) throws(RecordError) {
        hasValues = true
        guard events.selection.steps.contains(point.step) else { return }
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number == FieldNumber.Summary.value, field.wireType == .delimited {
                if field.byteCount <= reader.contiguousLimit {
                    let bytes = try reader.peekPayload(field.byteCount)
                    if bytes.count == field.byteCount { events.scan(value: bytes, at: point) }
                } else {
                    try scanValue(&reader, byteCount: field.byteCount)
                }
                point.valueIndex += 1
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
    }

    private func scanValue(
        _ reader: inout RecordReader,
        byteCount: Int
    ) throws(RecordError) {
        events.history.countValue()
        events.observations.removeAll(keepingCapacity: true)
        scratch.removeAll()
        var elementCount = 0
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Value
            switch (field.number, field.wireType) {
            case (Field.tag, .delimited):
                scratch.name.removeAll()
                while let chunk = try message.nextChunk(of: field, &reader) {
                    scratch.name.append(chunk)
                }
                scratch.name.write(over: &scratch.tag)
            case (Field.metadata, .delimited):
                try copy(field, of: &message, &reader, to: &scratch.metadata)
            case (Field.nodeName, .delimited):
                try copy(field, of: &message, &reader, to: &scratch.nodeName)
            case (Field.simpleValue, .fixed32):
                events.scanSimpleValue(UInt32(truncatingIfNeeded: field.bits))
                elementCount.addClamped(1)
            case (Field.tensor, .delimited) where isWanted:
                if field.byteCount <= reader.contiguousLimit, scratch.tensor.isEmpty {
                    // What its numbers mean may hang on the metadata, which comes later.
                    try copy(field, of: &message, &reader, to: &scratch.tensor)
                } else {
                    try scanTensor(&reader, byteCount: field.byteCount, depth: 0)
                }
            case (Field.histogram, .delimited) where isWanted:
                elementCount.addClamped(
                    try scanHistogram(&reader, byteCount: field.byteCount)
                )
            case (Field.audio, .delimited) where isWanted:
                elementCount.addClamped(
                    try scanAudio(&reader, byteCount: field.byteCount)
                )
            case (Field.obsoleteHistogram, .delimited):
                events.countUnread()
            default:
                break
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
        // No health vector is as large as what went by, and none stands beside another tensor.
        if scratch.tensorCount > 0, isNumericSummary { events.isMalformed = true }
        noteValue(elementCount: elementCount)
    }

    /// Sums up a value whose tag, metadata and tensors have gone by, in whatever order.
    private func noteValue(elementCount: Int) {
        scratch.tag.withUnsafeBytes { tag in
            guard events.selection.includes(tag: tag) else { return }
            scratch.metadata.withUnsafeBytes { bytes in
                let metadata = bytes.isEmpty ? nil : bytes
                let known = events.history.tags.find(kept: tag)
                let role = events.role(metadata: metadata, known: known)
                var elementCount = elementCount
                if role == .hparams {
                    elementCount.addClamped(
                        events.scanHParams(MetadataView(bytes).pluginContent)
                    )
                }
                elementCount.addClamped(scanKeptTensor(role: role))
                elementCount.addClamped(
                    noteTensors(place: role == .histograms ? .histogram : .tensor)
                )
                events.note(
                    tag: tag,
                    metadata: metadata,
                    known: known,
                    elementCount: elementCount,
                    at: point
                )
            }
        }
    }

    private func scanKeptTensor(role: PluginRole) -> Int {
        guard !scratch.tensor.isEmpty else { return 0 }
        return scratch.tensor.withUnsafeBytes { tensor in
            scratch.nodeName.withUnsafeBytes { nodeName in
                events.scanTensor(tensor, role: role, nodeName: nodeName)
            }
        }
    }

    private var isNumericSummary: Bool {
        scratch.nodeName.withUnsafeBytes { events.isNumericSummary($0) }
    }

    /// A tag that is known to be left out need not be looked at; writers put it first.
    private var isWanted: Bool {
        scratch.tag.isEmpty
            || scratch.tag.withUnsafeBytes { events.selection.includes(tag: $0) }
    }

    private mutating func scanTrace(
        _ reader: inout RecordReader,
        field trace: StreamedMessage.Field
    ) throws(RecordError) {
        hasValues = true
        guard events.selection.steps.contains(point.step) else { return }
        var head = DebugTraceHead(fieldNumber: trace.number)
        var hasTensors = false
        var message = StreamedMessage(byteCount: trace.byteCount)
        while let field = try message.nextField(&reader) {
            if field.number == head.tensorField, field.wireType == .delimited {
                hasTensors = true
                try scanTraced(&reader, byteCount: field.byteCount, head: head)
                head.tensorIndex += 1
                point.valueIndex += 1
            } else if head.takes(field: field.number) {
                // Too late for tensors that went by under another name or mode.
                if hasTensors { events.isMalformed = true }
                if field.wireType == .varint {
                    head.take(field: field.number, varint: field.bits)
                } else if field.wireType == .delimited, field.byteCount <= reader.contiguousLimit {
                    head.take(field: field.number, bytes: try reader.peekPayload(field.byteCount))
                }
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
    }

    private func scanTraced(
        _ reader: inout RecordReader,
        byteCount: Int,
        head: DebugTraceHead
    ) throws(RecordError) {
        if byteCount <= reader.contiguousLimit {
            let bytes = try reader.peekPayload(byteCount)
            if bytes.count == byteCount { events.scanTraced(bytes, head: head, at: point) }
            return
        }
        events.history.countValue()
        guard head.holdsNumbers else { return }
        // No health vector is as large as this.
        if !head.isFullTensor { events.isMalformed = true }
        events.observations.removeAll(keepingCapacity: true)
        scratch.removeAll()
        try scanTensor(&reader, byteCount: byteCount, depth: 0)
        let elementCount = noteTensors(place: .tensor)
        events.note(debugTag: head.tag, elementCount: elementCount, at: point)
    }

    /// Copies a field out of the stream; of one beyond the limit, its beginning.
    private func copy(
        _ field: StreamedMessage.Field,
        of message: inout StreamedMessage,
        _ reader: inout RecordReader,
        to bytes: inout [UInt8]
    ) throws(RecordError) {
        bytes.removeAll(keepingCapacity: true)
        while bytes.count < Self.copyLimit, let chunk = try message.nextChunk(of: field, &reader) {
            bytes.append(contentsOf: chunk)
        }
        // What of it is not seen cannot be certified.
        if bytes.count < field.byteCount { events.isMalformed = true }
    }

    /// Beyond any metadata whose numbers are looked at.
    private static let copyLimit = 2 * 1024 * 1024
}

/// Memory for the parts of a streamed value that have gone by, used anew for each.
final class StreamScratch {
    var name = LongName()
    /// What is kept of the name, once it has gone by.
    var tag: [UInt8] = []
    var metadata: [UInt8] = []
    var nodeName: [UInt8] = []
    /// A tensor that is small enough to be looked at when all else of the value is known.
    var tensor: [UInt8] = []
    private var tallies: [TensorTally] = []
    private(set) var tensorCount = 0

    func removeAll() {
        tag.removeAll(keepingCapacity: true)
        metadata.removeAll(keepingCapacity: true)
        nodeName.removeAll(keepingCapacity: true)
        tensor.removeAll(keepingCapacity: true)
        tensorCount = 0
    }

    /// An empty tally for the next tensor of the value, outer ones before those inside them.
    func nextTally() -> TensorTally {
        if tensorCount == tallies.count { tallies.append(TensorTally()) }
        tensorCount += 1
        tallies[tensorCount - 1].removeAll()
        return tallies[tensorCount - 1]
    }

    /// The tally of the value's tensor at `index`.
    func tally(at index: Int) -> TensorTally { tallies[index] }
}
