package import TFRecord
package import TensorBoardEvents

/// A value that is too large for the reader's buffer, with its parts in memory that is reused.
///
/// A long name is shortened on the way, and a tensor or histogram is brought into memory only up to a
/// limit.
package final class StreamedValue {
    /// The kind of the content.
    private enum Kind {
        case nothing
        case simpleValue(UInt32)
        case tensor
        case histogram
        case image
        case audio
    }

    private var name = LongName()
    /// What is kept of the name.
    private var tag: [UInt8] = []
    private var metadata: [UInt8] = []
    /// Memory for the content, and for what else its owner reads from a stream.
    package var content: [UInt8] = []
    private var kind = Kind.nothing
    /// Whether the content is in memory.
    package private(set) var isWhole = true

    /// Creates memory for a value.
    package init() {}

    /// Reads a value.
    ///
    /// - Parameters:
    ///   - byteCount: The size of the serialized `Summary.Value`.
    ///   - contentLimit: The size of the largest content that is brought into memory.
    ///   - reader: A reader before the value.
    /// - Throws: `RecordError` when the file cannot be read.
    package func read(
        _ byteCount: Int,
        contentLimit: Int,
        _ reader: inout RecordReader
    ) throws(RecordError) {
        removeAll()
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Value
            switch (field.number, field.wireType) {
            case (Field.tag, .delimited):
                try name.read(field, of: &message, &reader, over: &tag)
            case (Field.metadata, .delimited) where field.byteCount <= Self.metadataByteCount:
                try copy(field, of: &message, &reader, to: \.metadata)
            case (Field.simpleValue, .fixed32):
                kind = .simpleValue(UInt32(truncatingIfNeeded: field.bits))
            case (Field.tensor, .delimited), (Field.histogram, .delimited):
                kind = field.number == Field.tensor ? .tensor : .histogram
                isWhole = field.byteCount <= contentLimit
                if isWhole { try copy(field, of: &message, &reader, to: \.content) }
            case (Field.image, .delimited): kind = .image
            case (Field.audio, .delimited): kind = .audio
            default: break
            }
            try message.finish(field, &reader)
        }
    }

    private func removeAll() {
        tag.removeAll(keepingCapacity: true)
        metadata.removeAll(keepingCapacity: true)
        content.removeAll(keepingCapacity: content.capacity <= Self.keptByteCount)
        kind = .nothing
        isWhole = true
    }

    /// Copies a field from the stream.
    private func copy(
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

    /// Calls `body` with the name that ``LongName`` keeps, the metadata and the content.
    ///
    /// A content that is not in memory is empty, as images and clips are.
    package func withParts<Result>(
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer?, ValueView.Content) -> Result
    ) -> Result {
        tag.withUnsafeBytes { name in
            metadata.withUnsafeBytes { metadata in
                content.withUnsafeBytes { content in
                    let content: ValueView.Content =
                        switch kind {
                        case .nothing: .none
                        case .simpleValue(let bits): .simpleValue(bits)
                        case .tensor: .tensor(content)
                        case .histogram: .histogram(content)
                        case .image: .image(UnsafeRawBufferPointer(start: nil, count: 0))
                        case .audio: .audio(UnsafeRawBufferPointer(start: nil, count: 0))
                        }
                    return body(name, metadata.isEmpty ? nil : metadata, content)
                }
            }
        }
    }

    private static let keptByteCount = 1 << 20
    private static let metadataByteCount = 64 << 10
}
