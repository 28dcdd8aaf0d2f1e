/// One serialized `Event`, read in place.
@usableFromInline
package struct EventView {
    /// Seconds since 1970, UTC; 0 if absent.
    package private(set) var wallTime = 0.0
    /// The step; 0 if absent.
    package private(set) var step: Int64 = 0
    /// `brain.Event:2` on the first event of a file.
    package private(set) var fileVersion: UnsafeRawBufferPointer?
    /// The number of the last field of the event's `oneof what`; 0 for none.
    package private(set) var what = 0
    /// Whether a singular field occurs more than once.
    package private(set) var hasRepeatedFields = false
    /// Whether the message is malformed; the fields before the error are kept.
    package private(set) var isMalformed: Bool

    private var sessionLog: UnsafeRawBufferPointer?
    private var sourceMetadata: UnsafeRawBufferPointer?
    private(set) var firstSummary: UnsafeRawBufferPointer?
    /// The rest of the event after it.
    private(set) var afterFirstSummary = UnsafeRawBufferPointer(start: nil, count: 0)

    @usableFromInline
    package init(_ message: UnsafeRawBufferPointer) {
        typealias Field = FieldNumber.Event
        var reader = WireReader(message)
        var seen: UInt32 = 0
        while reader.advance() {
            let number = reader.fieldNumber
            switch (number, reader.wireType) {
            case (Field.wallTime, .fixed64): wallTime = Double(bitPattern: reader.bits)
            case (Field.step, .varint): step = Int64(bitPattern: reader.bits)
            case (Field.fileVersion, .delimited): fileVersion = reader.bytes
            case (Field.summary, .delimited):
                if firstSummary == nil {
                    firstSummary = reader.bytes
                    afterFirstSummary = reader.rest
                }
            case (Field.sessionLog, .delimited): sessionLog = reader.bytes
            case (Field.sourceMetadata, .delimited): sourceMetadata = reader.bytes
            case (Field.graphDef, .delimited), (Field.logMessage, .delimited),
                (Field.taggedRunMetadata, .delimited), (Field.metaGraphDef, .delimited):
                break
            default: continue
            }
            if number >= Field.fileVersion, number <= Field.metaGraphDef {
                hasRepeatedFields = hasRepeatedFields || what != 0
                what = number
            } else {
                hasRepeatedFields = hasRepeatedFields || seen & (1 << number) != 0
                seen |= 1 << number
            }
        }
        isMalformed = reader.isMalformed
    }

    /// The summary's values, in order.
    package var values: EventCursor { EventCursor(self) }

    /// Whether this event marks the start of a session (`SessionLog.START`).
    package var isSessionStart: Bool {
        guard let sessionLog else { return false }
        var reader = WireReader(sessionLog)
        // An enum on the wire is an int32: higher bits do not count.
        var status: Int32 = 0
        while reader.advance() {
            if reader.fieldNumber == FieldNumber.SessionLog.status, reader.wireType == .varint {
                status = Int32(truncatingIfNeeded: reader.bits)
            }
        }
        return status == 1
    }

    /// The name of the program that wrote the file, if stated.
    package var writer: UnsafeRawBufferPointer? {
        guard let sourceMetadata else { return nil }
        var reader = WireReader(sourceMetadata)
        var name: UnsafeRawBufferPointer?
        while reader.advance() {
            if reader.fieldNumber == FieldNumber.SourceMetadata.writer,
                reader.wireType == .delimited
            {
                name = reader.bytes
            }
        }
        return name
    }
}
