/// One record as it stands in the reader's buffer.
package struct RecordFrame {
    /// Where its length field starts.
    package let offset: Int
    /// Bytes of payload.
    package let payloadByteCount: Int
    /// The payload, when all of it is in the buffer; valid until the reader moves on.
    package let payload: UnsafeRawBufferPointer?
    /// Whether the payload is what was written.
    package let checksum: Checksum

    /// What a payload's checksum says of it.
    package enum Checksum: Hashable, Sendable {
        case valid
        case invalid
        /// A fixed number stands in its place, see ``RecordFormat/sageMakerDebuggerChecksum``.
        case absent
        /// Known once all of the payload has gone by.
        case pending
        /// The file ended before the payload did.
        case torn

        init(stored: MaskedCRC32C, computed: MaskedCRC32C) {
            if stored == computed {
                self = .valid
            } else if stored == RecordFormat.sageMakerDebuggerChecksum {
                self = .absent
            } else {
                self = .invalid
            }
        }
    }
}

/// What a record reader finds next.
package enum RecordStep {
    case record(RecordFrame)
    case damage(RecordDamage)
    case end
}
