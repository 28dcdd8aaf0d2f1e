/// A dump that is kept in memory.
struct RecordedDump: Sendable {
    let dump: MeasuredDump
    /// The parts that were not written.
    let parts: DumpParts
    /// Its elements; `nil` if they are too many.
    let elements: RecordedElements?

    /// The bytes that it counts for.
    var byteCount: Int { Self.overhead + (elements?.buffer.capacity ?? 0) }

    // The digest, the names, the places in the lists.
    private static let overhead = 512
}

/// A tensor's elements in memory that the recorder owns.
struct RecordedElements: Sendable {
    let buffer: RecordedBuffer
    let byteCount: Int

    init(_ bytes: UnsafeRawBufferPointer, in buffer: RecordedBuffer) {
        self.buffer = buffer
        byteCount = bytes.count
        guard let source = bytes.baseAddress else { return }
        buffer.start.copyMemory(from: source, byteCount: min(bytes.count, buffer.capacity))
    }

    func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        withExtendedLifetime(buffer) {
            body(UnsafeRawBufferPointer(start: buffer.start, count: byteCount))
        }
    }
}

/// Memory that dumps reuse.
final class RecordedBuffer: Sendable {
    // Written by the thread that took the buffer out of the store, before it is put back.
    nonisolated(unsafe) let start: UnsafeMutableRawPointer
    let capacity: Int

    init(capacity: Int) {
        start = .allocate(byteCount: max(capacity, 1), alignment: 64)
        self.capacity = capacity
    }

    deinit { start.deallocate() }
}
