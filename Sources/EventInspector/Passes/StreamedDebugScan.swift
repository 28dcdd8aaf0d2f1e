internal import TFRecord
internal import TensorBoardEvents

/// A scan of a debugger's event that is too large for the buffer, as it streams past.
struct StreamedDebugScan {
    private let events: EventScan
    private var point: ValuePoint
    /// Whether tensors were scanned, with the step and wall time known at that point.
    private var hasValues = false
    private var outcome = RecordOutcome()

    init(events: EventScan, record: EventScan.Record) {
        self.events = events
        point = ValuePoint(step: 0, wallTime: 0, of: record)
    }

    /// Scans the record's payload, a serialized `DebugEvent`.
    mutating func scan(_ reader: inout RecordReader) throws(RecordError) -> RecordOutcome {
        typealias Number = FieldNumber.DebugEvent
        var message = StreamedMessage(byteCount: reader.remainingPayloadByteCount)
        while let field = try message.nextField(&reader) {
            switch (field.number, field.wireType) {
            case (Number.wallTime, .fixed64):
                if hasValues { outcome.insert(.malformed) }
                point.wallTime = Double(bitPattern: field.bits)
            case (Number.step, .varint):
                // Earlier tensors were already attributed to another step.
                if hasValues { outcome.insert(.malformed) }
                point.step = Int64(bitPattern: field.bits)
            case (Number.execution, .delimited), (Number.graphExecutionTrace, .delimited):
                try scanTrace(&reader, field: field)
            default:
                break
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { outcome.insert(.malformed) }
        if !point.wallTime.isFinite, events.selection.steps.contains(point.step) {
            outcome.formUnion(events.noteWallTime(at: point))
        }
        return outcome
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
                // Earlier tensors were already attributed to another name or mode.
                if hasTensors { outcome.insert(.malformed) }
                if field.wireType == .varint {
                    head.take(field: field.number, varint: field.bits)
                } else if field.wireType == .delimited, field.byteCount <= reader.contiguousLimit {
                    head.take(field: field.number, bytes: try reader.peekPayload(field.byteCount))
                }
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { outcome.insert(.malformed) }
    }

    private mutating func scanTraced(
        _ reader: inout RecordReader,
        byteCount: Int,
        head: DebugTraceHead
    ) throws(RecordError) {
        if byteCount <= reader.contiguousLimit {
            let bytes = try reader.peekPayload(byteCount)
            if bytes.count == byteCount {
                outcome.formUnion(events.scanTraced(bytes, head: head, at: point))
            }
            return
        }
        events.history.countValue()
        guard head.holdsNumbers else { return }
        // No health vector is this large.
        if !head.isFullTensor { outcome.insert(.malformed) }
        events.observations.removeAll(keepingCapacity: true)
        events.streamScratch.removeAll()
        var content = ContentOutcome()
        try events.scanStreamedTensor(&reader, byteCount: byteCount, &content)
        content.add(events.noteStreamedTensors(place: .tensor))
        if content.isMalformed { outcome.insert(.malformed) }
        outcome.formUnion(
            events.note(debugTag: head.tag, elementCount: content.elementCount, at: point)
        )
    }
}
