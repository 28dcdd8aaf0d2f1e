internal import TFRecord
internal import TensorBoardEvents

/// Events that are too large for the reader's buffer, whatever makes them so.
///
/// They are walked as they go by. A long name is shortened in passing, so that only tensors are
/// brought into memory, and of those only such as the extent allows.
extension RunReading {
    /// Reads the record whose payload streams by.
    func readStreamed(_ reader: inout RecordReader) throws(RecordError) {
        var message = StreamedMessage(byteCount: reader.remainingPayloadByteCount)
        var (step, wallTime) = (Int64(0), 0.0)
        while !isPastSegment, let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Event
            switch (field.number, field.wireType) {
            case (Field.wallTime, .fixed64): wallTime = Double(bitPattern: field.bits)
            case (Field.step, .varint): step = Int64(bitPattern: field.bits)
            case (Field.summary, .delimited) where step == 0 || step >= extent.tensorsFrom:
                try readSummary(&reader, byteCount: field.byteCount, step: step, wallTime: wallTime)
            case (Field.graphDef, .delimited)
            where needsGraph && field.byteCount <= Self.graphByteCount:
                try streamed.copy(field, of: &message, &reader, to: \.content)
                streamed.content.withUnsafeBytes { takeGraph($0) }
            default: break
            }
            try message.finish(field, &reader)
        }
        _ = try reader.finishPayload()
    }

    private func readSummary(
        _ reader: inout RecordReader,
        byteCount: Int,
        step: Int64,
        wallTime: Double
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while !isPastSegment, let field = try message.nextField(&reader) {
            if field.number == FieldNumber.Summary.value, field.wireType == .delimited {
                try readValue(&reader, byteCount: field.byteCount)
                streamed.withValue { read($0, step: step, wallTime: wallTime) }
            }
            try message.finish(field, &reader)
        }
    }

    private func readValue(_ reader: inout RecordReader, byteCount: Int) throws(RecordError) {
        streamed.removeAll()
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Value
            switch (field.number, field.wireType) {
            case (Field.tag, .delimited):
                streamed.name.removeAll()
                while let chunk = try message.nextChunk(of: field, &reader) {
                    streamed.name.append(chunk)
                }
            case (Field.metadata, .delimited) where field.byteCount <= Self.metadataByteCount:
                try streamed.copy(field, of: &message, &reader, to: \.metadata)
            case (Field.simpleValue, .fixed32):
                streamed.kind = .simpleValue(UInt32(truncatingIfNeeded: field.bits))
            case (Field.tensor, .delimited), (Field.histogram, .delimited):
                streamed.kind = field.number == Field.tensor ? .tensor : .histogram
                streamed.isWhole = field.byteCount <= extent.tensorByteCount
                if streamed.isWhole {
                    try streamed.copy(field, of: &message, &reader, to: \.content)
                }
            default: break
            }
            try message.finish(field, &reader)
        }
    }

    /// A larger graph orders more layers than a run of this many tags has.
    private static let graphByteCount = 8 << 20
    private static let metadataByteCount = 64 << 10
}

/// Memory for the parts of a value that has gone by, used again for each.
final class StreamedValue {
    /// What the value holds.
    enum Kind {
        case nothing
        case simpleValue(UInt32)
        case tensor
        case histogram
    }

    var name = LongName()
    var metadata: [UInt8] = []
    var content: [UInt8] = []
    var kind = Kind.nothing
    var isWhole = true

    func removeAll() {
        name.removeAll()
        metadata.removeAll(keepingCapacity: true)
        content.removeAll(keepingCapacity: content.capacity <= Self.keptByteCount)
        kind = .nothing
        isWhole = true
    }

    /// Copies a field out of the stream.
    func copy(
        _ field: StreamedMessage.Field,
        of message: inout StreamedMessage,
        _ reader: inout RecordReader,
        to bytes: ReferenceWritableKeyPath<StreamedValue, [UInt8]>
    ) throws(RecordError) {
        self[keyPath: bytes].removeAll(keepingCapacity: true)
        // Not doubled as it grows; a field may claim more than the file has.
        self[keyPath: bytes].reserveCapacity(min(field.byteCount, reader.remainingPayloadByteCount))
        while let chunk = try message.nextChunk(of: field, &reader) {
            self[keyPath: bytes].append(contentsOf: chunk)
        }
    }

    /// Calls `body` with the value.
    func withValue(_ body: (RunReading.Value) -> Void) {
        var kept: [UInt8] = []
        name.write(over: &kept)
        kept.withUnsafeBytes { name in
            metadata.withUnsafeBytes { metadata in
                content.withUnsafeBytes { content in
                    let content: ValueView.Content =
                        switch kind {
                        case .nothing: .none
                        case .simpleValue(let bits): .simpleValue(bits)
                        case .tensor: .tensor(content)
                        case .histogram: .histogram(content)
                        }
                    body(
                        RunReading.Value(
                            name: name,
                            metadata: metadata.isEmpty ? nil : metadata,
                            content: content,
                            isWhole: isWhole
                        )
                    )
                }
            }
        }
    }

    private static let keptByteCount = 1 << 20
}
