internal import TFRecord
internal import TensorBoardEvents

/// Restores the metadata of the first value of each tag, for records that start a new file.
///
/// Tags are compared by their bytes, as in TensorBoard.
struct MetadataRestorer {
    private let metadata: [[UInt8]: SummaryMetadata]
    /// The tags whose metadata the new file contains.
    private(set) var known: Set<[UInt8]> = []

    init(metadata: [[UInt8]: SummaryMetadata]) {
        self.metadata = metadata
    }

    /// A chunk with the records of `chunk` that are not yet written.
    mutating func restore(_ chunk: Chunk) -> Chunk {
        let records = chunk.bytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(records.count + 1_024)
        var start = 0
        while let end = RecordFormat.recordEnd(from: start, in: records) {
            let payload = UnsafeRawBufferPointer(
                rebasing: records[
                    (start + RecordFormat.headerByteCount)..<(end - RecordFormat.footerByteCount)
                ]
            )
            if let restored = restore(payload) {
                RecordFormat.append(restored, to: &bytes)
            } else {
                bytes.append(contentsOf: records[start..<end])
            }
            start = end
        }
        var restored = Chunk(capacity: max(bytes.count, chunk.capacity))
        bytes.withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(start: restored.start, count: source.count)
                .copyMemory(from: source)
        }
        restored.count = bytes.count
        return restored
    }

    /// The event with its tags' missing metadata; `nil` if none is missing.
    private mutating func restore(_ payload: UnsafeRawBufferPointer) -> [UInt8]? {
        var values = EventView(payload).values
        var lacking: [SummaryMetadata?] = []
        while let value = values.next() {
            let view = ValueView(value)
            let tag = Array(view.tag)
            let isNew = known.insert(tag).inserted
            lacking.append(isNew && view.metadata == nil ? metadata[tag] : nil)
        }
        guard lacking.contains(where: { $0 != nil }) else { return nil }
        return Self.rewrite(payload, adding: lacking)
    }

    /// The event with metadata added to its values, and its other fields unchanged.
    private static func rewrite(
        _ event: UnsafeRawBufferPointer,
        adding metadata: [SummaryMetadata?]
    ) -> [UInt8] {
        var missing = metadata[...]
        return rewrite(event, FieldNumber.Event.summary) { summary in
            rewrite(summary, FieldNumber.Summary.value) { value in
                var fields = WireWriter()
                fields.append(value)
                // Metadata is the last of a value's fields, so that the fields stay in order.
                if let metadata = missing.popFirst().flatMap(\.self) {
                    fields.message(FieldNumber.Value.metadata) { metadata.pack(into: &$0) }
                }
                return fields.bytes
            }
        }
    }

    /// A message with each sub-message of one field replaced, and its other fields unchanged.
    private static func rewrite(
        _ message: UnsafeRawBufferPointer,
        _ number: Int,
        with replacement: (UnsafeRawBufferPointer) -> [UInt8]
    ) -> [UInt8] {
        var rewritten = WireWriter()
        var reader = WireReader(message)
        var rest = reader.rest
        while reader.advance() {
            if reader.fieldNumber == number, reader.wireType == .delimited {
                rewritten.delimited(number, replacement(reader.bytes))
            } else {
                let byteCount = rest.count - reader.rest.count
                rewritten.append(UnsafeRawBufferPointer(rebasing: rest[..<byteCount]))
            }
            rest = reader.rest
        }
        return rewritten.bytes
    }
}
