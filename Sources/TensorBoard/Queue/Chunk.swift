internal import TFRecord
internal import TensorBoardEvents

/// Memory for whole records on their way to the disk; each chunk becomes one write.
struct Chunk {
    let start: UnsafeMutableRawPointer
    let capacity: Int
    /// Bytes of records.
    var count = 0
    /// Bytes of them that are already written.
    var writtenByteCount = 0
    /// Whether the records rely on metadata of an earlier file.
    var lacksMetadata = false

    init(capacity: Int) {
        start = .allocate(byteCount: capacity, alignment: 64)
        self.capacity = capacity
    }

    /// The bytes still to be written.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start + writtenByteCount, count: count - writtenByteCount)
    }

    /// The number of values whose records are not fully written; an event without values counts as
    /// one.
    var unwrittenValueCount: Int {
        let records = UnsafeRawBufferPointer(start: start, count: count)
        var end = RecordFormat.wholeRecordByteCount(of: records, in: writtenByteCount)
        var valueCount = 0
        while let next = RecordFormat.recordEnd(from: end, in: records) {
            let payload = records[
                (end + RecordFormat.headerByteCount)..<(next - RecordFormat.footerByteCount)
            ]
            var values = EventView(UnsafeRawBufferPointer(rebasing: payload)).values
            var count = 0
            while values.next() != nil { count += 1 }
            valueCount += max(1, count)
            end = next
        }
        return valueCount
    }

    func deallocate() { start.deallocate() }
}

/// Written chunks that are kept for reuse: the kernel need not zero new pages.
struct ChunkPool {
    private var spare: [Chunk] = []
    private var spareByteCount = 0

    /// A chunk of at least `capacity` bytes.
    mutating func take(_ capacity: Int) -> Chunk {
        let capacity = max(capacity, Self.chunkByteCount)
        // Small records in the memory of a large one would hold more than a run may keep.
        let fitting = capacity...(capacity > .max / 2 ? .max : capacity * 2)
        if let index = spare.lastIndex(where: { fitting.contains($0.capacity) }) {
            let chunk = spare.remove(at: index)
            spareByteCount -= chunk.capacity
            return chunk
        }
        return Chunk(capacity: capacity)
    }

    mutating func give(_ chunk: Chunk) {
        guard spareByteCount + chunk.capacity <= Self.spareLimit else { return chunk.deallocate() }
        var chunk = chunk
        chunk.count = 0
        chunk.writtenByteCount = 0
        chunk.lacksMetadata = false
        spareByteCount += chunk.capacity
        spare.append(chunk)
    }

    mutating func deallocate() {
        for chunk in spare { chunk.deallocate() }
        spare = []
        spareByteCount = 0
    }

    /// Large enough that system calls cost nothing, small enough to stay in the cache.
    static let chunkByteCount = 1 << 20
    private static let spareLimit = 16 << 20
}
