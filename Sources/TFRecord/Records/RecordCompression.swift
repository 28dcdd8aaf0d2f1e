/// How the bytes of a whole record file are compressed.
///
/// TensorBoard's own readers accept only plain files; TensorFlow's `TFRecordOptions` offers both.
public enum RecordCompression: String, Hashable, Sendable {
    /// A gzip stream (RFC 1952).
    case gzip
    /// A zlib stream (RFC 1950).
    case zlib

    /// Recognizes a compressed stream by its first bytes; `nil` for anything else.
    package init?(sniffing bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 2, !Self.startsWithRecord(bytes) else { return nil }
        let (first, second) = (bytes[0], bytes[1])
        if first == 0x1f, second == 0x8b, bytes.count < 3 || bytes[2] == 8 {
            self = .gzip
        } else if first == 0x78, (UInt16(first) << 8 | UInt16(second)) % 31 == 0,
            !Self.startsWithSmallLength(bytes)
        {
            // Deflate with a 32 KiB window, and the header's check bits fit.
            self = .zlib
        } else {
            return nil
        }
    }

    /// Whether the upper half of a record's length, read here, would be zero or have one bit set.
    ///
    /// The first bytes of a length may look like zlib's header while damage keeps the record's
    /// header from matching its checksum. No deflate stream that zlib makes has zeros there.
    private static func startsWithSmallLength(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= RecordFormat.headerByteCount else { return false }
        return bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self).nonzeroBitCount <= 1
    }

    private static func startsWithRecord(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= RecordFormat.headerByteCount else { return false }
        return RecordHeader(bytes).isIntact
    }
}
