internal import ClampedArithmetic
package import TFRecord

/// Walks the fields of one message in a streamed payload.
///
/// The counterpart of `WireReader` for messages that are not in memory: the same rules, but bytes
/// that were read are gone.
package struct StreamedMessage {
    /// Bytes of the message still to be read, excluding the current field.
    private var remaining: Int
    /// The end of the current field, as the number of payload bytes after it.
    private var byteCountAfterField = 0
    package private(set) var isMalformed = false

    /// One field.
    package struct Field {
        package var number: Int
        package var wireType: WireType
        /// A varint's value, or the bits of a fixed32 or fixed64.
        package var bits: UInt64 = 0
        /// The length of a delimited field's value, which is still to be read.
        package var byteCount = 0
    }

    package init(byteCount: Int) {
        remaining = byteCount
    }

    /// Reads the key of the next field, and its value unless it is delimited.
    package mutating func nextField(_ reader: inout RecordReader) throws(RecordError) -> Field? {
        guard remaining > 0, !isMalformed else { return nil }
        // A key and a length or value together take at most 20 bytes.
        let bytes = try reader.peekPayload(min(remaining, Self.longestHead))
        var head = RecognizedBytes(bytes)
        guard let key = head.varint(), key >> 3 > 0, key >> 3 <= 0x1fff_ffff,
            let wireType = WireType(rawValue: UInt8(truncatingIfNeeded: key & 7))
        else { return malformed() }
        var field = Field(number: Int(clamping: key >> 3), wireType: wireType)
        switch wireType {
        case .varint:
            guard let value = head.varint() else { return malformed() }
            field.bits = value
        case .fixed64:
            guard let value = head.fixed64() else { return malformed() }
            field.bits = value
        case .fixed32:
            guard let value = head.fixed32() else { return malformed() }
            field.bits = UInt64(value)
        case .delimited:
            guard let length = head.varint(),
                length <= UInt64(remaining - (bytes.count - head.bytes.count))
            else { return malformed() }
            field.byteCount = Int(clamping: length)
        case .startGroup, .endGroup:
            // No writer of large events uses groups; the rest is not parsed.
            return malformed()
        }
        let headByteCount = bytes.count - head.bytes.count
        reader.consumePayload(headByteCount)
        remaining -= headByteCount + field.byteCount
        byteCountAfterField = reader.remainingPayloadByteCount - field.byteCount
        return field
    }

    /// The next piece of a delimited field's value; `nil` at its end.
    package func nextChunk(
        of field: Field,
        _ reader: inout RecordReader
    ) throws(RecordError) -> UnsafeRawBufferPointer? {
        try reader.nextPayloadChunk(limit: reader.remainingPayloadByteCount - byteCountAfterField)
    }

    /// Skips the rest of a field's value.
    package func finish(_ field: Field, _ reader: inout RecordReader) throws(RecordError) {
        while try nextChunk(of: field, &reader) != nil {}
    }

    private mutating func malformed() -> Field? {
        isMalformed = true
        return nil
    }

    private static let longestHead = 20
}
