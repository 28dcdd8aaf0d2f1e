/// A serialized `Event` that consists of a time, a step and, at its end, a summary.
///
/// Nearly all events of all writers have this layout, so it is recognized by its bytes, without a
/// walk. Any other layout, however similar, is left to ``EventView``; the two agree on every
/// recognized event.
@usableFromInline
package struct SummaryEventView {
    /// Seconds since 1970, UTC.
    @usableFromInline package let wallTime: Double
    /// The step; 0 if absent.
    @usableFromInline package let step: Int64
    /// The serialized `Summary`.
    @usableFromInline package let summary: UnsafeRawBufferPointer

    @inlinable @inline(__always)
    init(wallTime: Double, step: Int64, summary: UnsafeRawBufferPointer) {
        self.wallTime = wallTime
        self.step = step
        self.summary = summary
    }

    /// Recognizes an event; `nil` if it has to be walked.
    @inlinable @inline(__always)
    package static func recognize(_ event: UnsafeRawBufferPointer) -> SummaryEventView? {
        var rest = RecognizedBytes(event)
        guard rest.skip(0x09), let wallTime = rest.fixed64() else { return nil }
        var step: UInt64 = 0
        if rest.skip(0x10) {
            guard let varint = rest.varint() else { return nil }
            step = varint
        }
        guard rest.skip(0x2a), let summary = rest.delimited(), rest.isEmpty else { return nil }
        return SummaryEventView(
            wallTime: Double(bitPattern: wallTime),
            step: Int64(bitPattern: step),
            summary: summary
        )
    }
}
