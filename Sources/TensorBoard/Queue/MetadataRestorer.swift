internal import TFRecord
internal import TensorBoardEvents

/// Gives the first value of each tag its metadata again, for records that begin a new file.
///
/// Tags are told apart by their bytes, as TensorBoard does.
struct MetadataRestorer {
    private let metadata: [[UInt8]: SummaryMetadata]
    /// The tags whose metadata the new file has.
    private(set) var known: Set<[UInt8]> = []

    init(metadata: [[UInt8]: SummaryMetadata]) {
        self.metadata = metadata
    }

    /// A chunk with the records of `chunk` that are not written yet.
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

    /// The event with what its tags lack; nil where they lack nothing.
    private mutating func restore(_ payload: UnsafeRawBufferPointer) -> [UInt8]? {
        var values = EventView(payload).values
        var isLacking = false
        while let value = values.next() {
            let view = ValueView(value)
            let tag = Array(view.tag)
            guard known.insert(tag).inserted, view.metadata == nil else { continue }
            isLacking = isLacking || metadata[tag] != nil
        }
        // What this writer encoded can be decoded.
        guard isLacking, let event = try? Event(decoding: Array(payload)),
            case .summary(var summary) = event.what
        else { return nil }
        for index in summary.values.indices where summary.values[index].metadata == nil {
            summary.values[index].metadata = metadata[Array(summary.values[index].tag.utf8)]
        }
        return Event(
            wallTime: event.wallTime,
            step: event.step,
            what: .summary(summary),
            writer: event.writer
        ).encoded()
    }
}
