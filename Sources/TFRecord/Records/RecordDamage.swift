/// A stretch of a record file without a complete, verified record.
///
/// Readers report damage and resume after it.
public struct RecordDamage: Hashable, Sendable {
    /// The ways in which a stretch can be damaged.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The checksum of a record's length does not match, so the record's end is unknown.
        case lengthChecksum = "length-crc"
        /// The checksum of a record's payload does not match.
        case dataChecksum = "data-crc"
        /// Zero bytes where a record should start, as network file systems leave them.
        case zeroHole = "zero-hole"
        /// The file ends inside a record, or its compressed stream is cut (a stretch of no bytes if
        /// that is between two records). Normal while the writer is at work.
        case truncatedTail = "truncated-tail"
        /// Bytes after the last record that are not a record.
        case trailingGarbage = "trailing-garbage"
        /// A length that no protobuf reader accepts.
        case oversize
        /// The operating system or the compressed stream delivered no more bytes.
        case unreadable
    }

    /// The kind of damage.
    public var kind: Kind
    /// The stretch's start, in bytes from the start of the (decompressed) file.
    public var offset: Int
    /// The stretch's length in bytes.
    public var byteCount: Int

    /// Creates a damaged stretch.
    public init(kind: Kind, offset: Int, byteCount: Int) {
        self.kind = kind
        self.offset = offset
        self.byteCount = byteCount
    }
}
