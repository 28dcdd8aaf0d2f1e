/// Yields the serialized `Summary.Value`s of one event in memory, in order.
///
/// An event in the layout of the common writers is recognized by its bytes (see
/// ``SummaryEventView``); any other is walked (see ``EventView``). A summary in several pieces
/// counts as one, following protobuf's merging. For an event too large for memory,
/// ``EventStream`` yields the values.
@frozen @usableFromInline
package struct EventCursor {
    /// Seconds since 1970, UTC; 0 if absent.
    @usableFromInline package let wallTime: Double
    /// The step; 0 if absent.
    @usableFromInline package let step: Int64
    /// Whether this event marks the start of a session (`SessionLog.START`).
    @usableFromInline package let isSessionStart: Bool
    /// Whether the event is malformed, as far as it was walked.
    @usableFromInline package private(set) var isMalformed: Bool

    /// The rest of the summary, and of the event after it.
    @usableFromInline var summary: RecognizedBytes
    @usableFromInline var event: UnsafeRawBufferPointer

    /// Starts before the first value of a serialized `Event`.
    @inlinable @inline(__always)
    package init(_ message: UnsafeRawBufferPointer) {
        if let event = SummaryEventView.recognize(message) {
            self.init(event)
        } else {
            self.init(EventView(message))
        }
    }

    @inlinable @inline(__always)
    init(_ event: SummaryEventView) {
        self.init(
            wallTime: event.wallTime,
            step: event.step,
            isSessionStart: false,
            isMalformed: false,
            summary: RecognizedBytes(event.summary),
            event: UnsafeRawBufferPointer(start: nil, count: 0)
        )
    }

    /// Starts before the first value of an event that was walked.
    @usableFromInline
    package init(_ event: EventView) {
        self.init(
            wallTime: event.wallTime,
            step: event.step,
            isSessionStart: event.isSessionStart,
            isMalformed: event.isMalformed,
            summary: RecognizedBytes(
                event.firstSummary ?? UnsafeRawBufferPointer(start: nil, count: 0)
            ),
            event: event.afterFirstSummary
        )
    }

    @inlinable @inline(__always)
    init(
        wallTime: Double,
        step: Int64,
        isSessionStart: Bool,
        isMalformed: Bool,
        summary: RecognizedBytes,
        event: UnsafeRawBufferPointer
    ) {
        self.wallTime = wallTime
        self.step = step
        self.isSessionStart = isSessionStart
        self.isMalformed = isMalformed
        self.summary = summary
        self.event = event
    }

    /// The next serialized `Summary.Value`.
    @inlinable @inline(__always)
    package mutating func next() -> UnsafeRawBufferPointer? {
        if summary.isEmpty, event.isEmpty { return nil }
        var rest = summary
        // The key of `Summary.value`.
        if rest.skip(0x0a), let value = rest.delimited() {
            summary = rest
            return value
        }
        // By value: a variable passed by its address does not stay in registers.
        let walk = Walk(summary: summary.bytes, event: event)
        summary = RecognizedBytes(walk.summary)
        event = walk.event
        if walk.isMalformed { isMalformed = true }
        return walk.value
    }

    /// A walk to the next value.
    @usableFromInline
    struct Walk {
        @usableFromInline let value: UnsafeRawBufferPointer?
        @usableFromInline let summary: UnsafeRawBufferPointer
        @usableFromInline let event: UnsafeRawBufferPointer
        @usableFromInline let isMalformed: Bool

        @usableFromInline
        init(summary: UnsafeRawBufferPointer, event: UnsafeRawBufferPointer) {
            var summary = WireReader(summary)
            var event = WireReader(event)
            var isMalformed = false
            repeat {
                while summary.advance() {
                    guard summary.fieldNumber == FieldNumber.Summary.value,
                        summary.wireType == .delimited
                    else { continue }
                    value = summary.bytes
                    self.summary = summary.rest
                    self.event = event.rest
                    self.isMalformed = isMalformed
                    return
                }
                isMalformed = isMalformed || summary.isMalformed
            } while Self.advance(&event, toSummary: &summary)
            value = nil
            self.summary = summary.rest
            self.event = event.rest
            self.isMalformed = isMalformed
        }

        private static func advance(
            _ event: inout WireReader,
            toSummary summary: inout WireReader
        ) -> Bool {
            while event.advance() {
                if event.fieldNumber == FieldNumber.Event.summary, event.wireType == .delimited {
                    summary = WireReader(event.bytes)
                    return true
                }
            }
            return false
        }
    }
}
