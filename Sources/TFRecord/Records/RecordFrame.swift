/// One record in the reader's buffer.
package struct RecordFrame {
    /// The offset of its length field.
    package let offset: Int
    /// The payload's length in bytes.
    package let payloadByteCount: Int
    /// The payload if all of it is in the buffer; valid until the reader advances.
    package let payload: UnsafeRawBufferPointer?
    /// Whether the payload is as written.
    package let checksum: Checksum

    /// The verdict of a payload's checksum.
    package enum Checksum: Hashable, Sendable {
        case valid
        case invalid
        /// A constant is in its place; see ``RecordFormat/sageMakerDebuggerChecksum``.
        case absent
        /// Not known until all of the payload has been read.
        case pending
        /// The file ended inside the payload.
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

/// The next thing that a record reader finds.
package enum RecordStep {
    case record(RecordFrame)
    case damage(RecordDamage)
    case end
}
