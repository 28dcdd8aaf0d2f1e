internal import TFRecord
internal import TensorBoardEvents

/// Events that are too large for the reader's buffer, for whatever reason.
///
/// They are walked as they stream past. A long name is shortened on the way, so that only tensors
/// are brought into memory, as far as the extent allows.
extension RunReading {
    /// Reads the record whose payload streams past.
    func readStreamed(_ reader: inout RecordReader) throws(RecordError) {
        if mayHoldExamples,
            case .example = RecordKind(beginning: try reader.peekPayload(Self.beginningByteCount))
        {
            _ = try reader.finishPayload()
            return
        }
        var stream = EventStream(byteCount: reader.remainingPayloadByteCount)
        while let value = try stream.next(&reader) {
            switch value {
            case .whole(let bytes):
                if isWanted(stream.step) {
                    read(ValueView(bytes), step: stream.step, wallTime: stream.wallTime)
                }
            case .streamed(let byteCount) where isWanted(stream.step):
                try readValue(&reader, byteCount: byteCount)
                streamed.withValue { read($0, step: stream.step, wallTime: stream.wallTime) }
            case .graph(let byteCount) where needsGraph && byteCount <= Self.graphByteCount:
                streamed.content.removeAll(keepingCapacity: true)
                while let chunk = try stream.nextGraphChunk(&reader) {
                    streamed.content.append(contentsOf: chunk)
                }
                streamed.content.withUnsafeBytes { takeGraph($0) }
            case .streamed, .graph: break
            }
        }
        _ = try reader.finishPayload()
    }

    /// Whether large events of a step are read.
    private func isWanted(_ step: Int64) -> Bool { step == 0 || step >= extent.tensorsFrom }

    private func readValue(_ reader: inout RecordReader, byteCount: Int) throws(RecordError) {
        streamed.removeAll()
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Value
            switch (field.number, field.wireType) {
            case (Field.tag, .delimited):
                try streamed.readName(field, of: &message, &reader)
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

    private static let beginningByteCount = 32
    /// A larger graph has more layers than a run with this many tags.
    private static let graphByteCount = 8 << 20
    private static let metadataByteCount = 64 << 10
}

/// Memory for the parts of a streamed value, reused for each value.
final class StreamedValue {
    /// The content of the value.
    enum Kind {
        case nothing
        case simpleValue(UInt32)
        case tensor
        case histogram
    }

    private var name = LongName()
    /// What is kept of the name.
    private var tag: [UInt8] = []
    var metadata: [UInt8] = []
    var content: [UInt8] = []
    var kind = Kind.nothing
    var isWhole = true

    func removeAll() {
        tag.removeAll(keepingCapacity: true)
        metadata.removeAll(keepingCapacity: true)
        content.removeAll(keepingCapacity: content.capacity <= Self.keptByteCount)
        kind = .nothing
        isWhole = true
    }

    /// Keeps the name that a field holds.
    func readName(
        _ field: StreamedMessage.Field,
        of message: inout StreamedMessage,
        _ reader: inout RecordReader
    ) throws(RecordError) {
        try name.read(field, of: &message, &reader, over: &tag)
    }

    /// Copies a field from the stream.
    func copy(
        _ field: StreamedMessage.Field,
        of message: inout StreamedMessage,
        _ reader: inout RecordReader,
        to bytes: ReferenceWritableKeyPath<StreamedValue, [UInt8]>
    ) throws(RecordError) {
        self[keyPath: bytes].removeAll(keepingCapacity: true)
        // Not doubled as it grows, since a field may claim more than the file has.
        self[keyPath: bytes].reserveCapacity(min(field.byteCount, reader.remainingPayloadByteCount))
        while let chunk = try message.nextChunk(of: field, &reader) {
            self[keyPath: bytes].append(contentsOf: chunk)
        }
    }

    /// Calls `body` with the value.
    func withValue(_ body: (RunReading.Value) -> Void) {
        tag.withUnsafeBytes { name in
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
