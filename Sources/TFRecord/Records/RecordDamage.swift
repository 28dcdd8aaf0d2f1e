/// A stretch of a record file that holds no whole, verified record.
///
/// Readers report damage and go on behind it.
public struct RecordDamage: Hashable, Sendable {
    /// The ways in which a stretch can be damaged.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The checksum of a record's length does not fit, so where the record ends is unknown.
        case lengthChecksum = "length-crc"
        /// The checksum of a record's payload does not fit.
        case dataChecksum = "data-crc"
        /// Zero bytes where a record should start, as network file systems leave them.
        case zeroHole = "zero-hole"
        /// The file ends inside a record, or its compressed stream before its own end (a stretch of
        /// no bytes where that is between two records). Normal while the writer is at work.
        case truncatedTail = "truncated-tail"
        /// Bytes after the last record that are no record.
        case trailingGarbage = "trailing-garbage"
        /// A length beyond what any protobuf reader accepts.
        case oversize
        /// The operating system or the compressed stream gave no more bytes.
        case unreadable
    }

    /// What is wrong.
    public var kind: Kind
    /// Where the stretch starts, in bytes from the start of the (decompressed) file.
    public var offset: Int
    /// How many bytes it spans.
    public var byteCount: Int

    /// Describes a damaged stretch.
    public init(kind: Kind, offset: Int, byteCount: Int) {
        self.kind = kind
        self.offset = offset
        self.byteCount = byteCount
    }
}
