package import TFRecord

/// Yields the `Summary.Value`s of one event that is streamed because it is too large for memory.
///
/// The counterpart of ``EventCursor``, with the same rules; bytes that were read are gone.
package struct EventStream {
    /// One serialized `Summary.Value`.
    package enum Value {
        /// A value that fits the reader's buffer; valid until the next call.
        case whole(UnsafeRawBufferPointer)
        /// A value of `byteCount` bytes, which the caller may walk with a ``StreamedMessage``.
        case streamed(byteCount: Int)
        /// A graph instead of a value, which ``nextGraphChunk(_:)`` yields.
        case graph(byteCount: Int)
    }

    /// Seconds since 1970, UTC; 0 if absent before the values.
    package private(set) var wallTime = 0.0
    /// The step; 0 if absent before the values.
    package private(set) var step: Int64 = 0
    /// Whether the event is malformed, or states the time of its values too late.
    package private(set) var isMalformed = false

    private let steps: ClosedRange<Int64>
    private var event: StreamedMessage
    private var eventField: StreamedMessage.Field?
    private var summary: StreamedMessage?
    private var summaryField: StreamedMessage.Field?
    private var hasSummary = false

    /// Starts at the beginning of a payload.
    ///
    /// - Parameters:
    ///   - byteCount: The length of the payload in bytes.
    ///   - steps: The steps whose values are yielded; others are skipped.
    package init(byteCount: Int, steps: ClosedRange<Int64> = .min ... .max) {
        event = StreamedMessage(byteCount: byteCount)
        self.steps = steps
    }

    /// The next value, however much of the previous one the caller has read.
    package mutating func next(
        _ reader: inout RecordReader
    ) throws(RecordError) -> Value? {
        while true {
            if let value = try nextOfSummary(&reader) { return value }
            if let field = eventField { try event.finish(field, &reader) }
            eventField = try event.nextField(&reader)
            guard let field = eventField else {
                if event.isMalformed { isMalformed = true }
                return nil
            }
            take(field)
            if field.number == FieldNumber.Event.graphDef, field.wireType == .delimited {
                return .graph(byteCount: field.byteCount)
            }
        }
    }

    /// The next piece of the graph that ``next(_:)`` came to, nil at its end.
    package mutating func nextGraphChunk(
        _ reader: inout RecordReader
    ) throws(RecordError) -> UnsafeRawBufferPointer? {
        guard let field = eventField else { return nil }
        return try event.nextChunk(of: field, &reader)
    }

    private mutating func take(_ field: StreamedMessage.Field) {
        switch (field.number, field.wireType) {
        case (FieldNumber.Event.wallTime, .fixed64):
            // Earlier values were already yielded with another time.
            if hasSummary { isMalformed = true }
            wallTime = Double(bitPattern: field.bits)
        case (FieldNumber.Event.step, .varint):
            if hasSummary { isMalformed = true }
            step = Int64(bitPattern: field.bits)
        case (FieldNumber.Event.summary, .delimited):
            hasSummary = true
            if steps.contains(step) { summary = StreamedMessage(byteCount: field.byteCount) }
        default: break
        }
    }

    private mutating func nextOfSummary(
        _ reader: inout RecordReader
    ) throws(RecordError) -> Value? {
        while summary != nil {
            if let field = summaryField { try summary?.finish(field, &reader) }
            summaryField = try summary?.nextField(&reader)
            guard let field = summaryField else {
                if summary?.isMalformed == true { isMalformed = true }
                summary = nil
                return nil
            }
            guard field.number == FieldNumber.Summary.value, field.wireType == .delimited else {
                continue
            }
            guard field.byteCount <= reader.contiguousLimit else {
                return .streamed(byteCount: field.byteCount)
            }
            let bytes = try reader.peekPayload(field.byteCount)
            if bytes.count == field.byteCount { return .whole(bytes) }
        }
        return nil
    }
}
