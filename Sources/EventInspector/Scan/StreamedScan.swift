internal import TFRecord
internal import TensorBoardEvents

/// Looks through an event that is too large for the buffer, in one pass as it goes by.
///
/// Whatever fits the buffer is handed to ``EventScan``; only the messages around and the arrays
/// inside what does not are walked here. Memory stays the same for a record of any size.
struct StreamedScan {
    let events: EventScan
    var point: ValuePoint
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
        var tag: [UInt8] = []
        var metadata: [UInt8]?
        var elementCount = 0
        var places: [(TensorTally.Result, TensorTally)] = []
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Value
            switch (field.number, field.wireType) {
            case (Field.tag, .delimited): tag = try copy(field, of: &message, &reader)
            case (Field.metadata, .delimited): metadata = try copy(field, of: &message, &reader)
            case (Field.simpleValue, .fixed32):
                events.scanSimpleValue(UInt32(truncatingIfNeeded: field.bits))
                elementCount += 1
            case (Field.tensor, .delimited) where isWanted(tag):
                try scanTensor(&reader, byteCount: field.byteCount, depth: 0, into: &places)
            case (Field.histogram, .delimited) where isWanted(tag):
                elementCount += try scanHistogram(&reader, byteCount: field.byteCount)
            case (Field.obsoleteHistogram, .delimited): events.countUnread()
            default: break
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
        tag.withUnsafeBytes { name in
            guard events.selection.includes(tag: name) else { return }
            (metadata ?? []).withUnsafeBytes { bytes in
                let known = events.history.tags.find(name)
                let role = events.role(metadata: metadata == nil ? nil : bytes, known: known)
                if role == .hparams {
                    elementCount += events.scanHParams(MetadataView(bytes).pluginContent)
                }
                for (result, tally) in places {
                    elementCount.addClamped(result.elementCount)
                    events.note(
                        result,
                        of: tally,
                        place: role == .histograms ? .histogram : .tensor
                    )
                }
                events.note(
                    tag: name,
                    metadata: metadata == nil ? nil : bytes,
                    known: known,
                    elementCount: elementCount,
                    at: point
                )
            }
        }
    }

    /// A tag that is known to be left out need not be looked at; writers put it first.
    private func isWanted(_ tag: [UInt8]) -> Bool {
        tag.isEmpty || tag.withUnsafeBytes { events.selection.includes(tag: $0) }
    }

    private func scanTensor(
        _ reader: inout RecordReader,
        byteCount: Int,
        depth: Int,
        into places: inout [(TensorTally.Result, TensorTally)]
    ) throws(RecordError) {
        guard depth < VariantTensors.maximumDepth else {
            events.isMalformed = true
            return
        }
        let tally = TensorTally()
        let position = places.count
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Tensor
            switch (field.number, field.wireType) {
            case (Field.dtype, .varint):
                tally.setDType(DataType(rawValue: Int32(truncatingIfNeeded: field.bits)))
            case (Field.shape, .delimited):
                if field.byteCount <= reader.contiguousLimit {
                    _ = tally.shape.merge(try reader.peekPayload(field.byteCount))
                } else {
                    events.isMalformed = true
                }
            case (Field.variantValues, .delimited):
                try scanVariant(
                    &reader,
                    byteCount: field.byteCount,
                    depth: depth,
                    into: &places
                )
            case (_, .delimited):
                while let chunk = try message.nextChunk(of: field, &reader) {
                    tally.scan(field: field.number, piece: chunk)
                }
            case (_, .varint): tally.scan(field: field.number, varint: field.bits)
            case (_, .fixed32), (_, .fixed64):
                tally.scan(field: field.number, fixed: field.bits)
            default: break
            }
            try message.finish(field, &reader)
        }
        let result = tally.result()
        if message.isMalformed || result.isMalformed { events.isMalformed = true }
        places.insert((result, tally), at: position)
    }

    private func scanVariant(
        _ reader: inout RecordReader,
        byteCount: Int,
        depth: Int,
        into places: inout [(TensorTally.Result, TensorTally)]
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number == FieldNumber.Variant.tensors, field.wireType == .delimited {
                try scanTensor(
                    &reader,
                    byteCount: field.byteCount,
                    depth: depth + 1,
                    into: &places
                )
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
    }

    private func scanHistogram(
        _ reader: inout RecordReader,
        byteCount: Int
    ) throws(RecordError) -> Int {
        var histogram = HistogramTally()
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.wireType == .delimited {
                while let chunk = try message.nextChunk(of: field, &reader) {
                    histogram.scan(field: field.number, piece: chunk)
                }
            } else if field.wireType == .fixed64 {
                histogram.scan(field: field.number, fixed: field.bits)
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
        return events.note(histogram)
    }

    private func scanTrace(
        _ reader: inout RecordReader,
        field trace: StreamedMessage.Field
    ) throws(RecordError) {
        guard events.selection.steps.contains(point.step) else { return }
        var head = DebugTraceHead(fieldNumber: trace.number)
        var message = StreamedMessage(byteCount: trace.byteCount)
        while let field = try message.nextField(&reader) {
            if field.wireType == .varint {
                head.take(field: field.number, varint: field.bits)
            } else if field.number == head.tensorField, field.wireType == .delimited {
                var places: [(TensorTally.Result, TensorTally)] = []
                try scanTensor(&reader, byteCount: field.byteCount, depth: 0, into: &places)
                events.history.countValue()
                events.observations.removeAll(keepingCapacity: true)
                var elementCount = 0
                for (result, tally) in places {
                    elementCount.addClamped(result.elementCount)
                    events.note(result, of: tally, place: .tensor)
                }
                events.note(debugTag: head.tag, elementCount: elementCount, at: point)
                head.tensorIndex += 1
            } else if field.wireType == .delimited, field.byteCount <= reader.contiguousLimit {
                head.take(field: field.number, bytes: try reader.peekPayload(field.byteCount))
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
    }

    /// Copies a field out of the stream; of one beyond the limit, its beginning.
    private func copy(
        _ field: StreamedMessage.Field,
        of message: inout StreamedMessage,
        _ reader: inout RecordReader
    ) throws(RecordError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < Self.copyLimit, let chunk = try message.nextChunk(of: field, &reader) {
            bytes.append(contentsOf: chunk)
        }
        return bytes
    }

    /// Far beyond any tag, and beyond any metadata whose numbers are looked at.
    private static let copyLimit = 4 * 1024 * 1024
}
