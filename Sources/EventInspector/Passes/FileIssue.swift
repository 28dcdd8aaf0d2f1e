internal import TFRecord

/// A part of a file that could not be read correctly.
public struct FileIssue: Hashable, Sendable {
    /// What can be wrong with a part of a file.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The checksum of a record's length does not match.
        case lengthChecksum = "length-crc"
        /// The checksum of a record's payload does not match; the payload was scanned nevertheless.
        case dataChecksum = "data-crc"
        /// Zero bytes where a record should start.
        case zeroHole = "zero-hole"
        /// The file ends inside a record, or its compressed stream is truncated; for event files,
        /// normal while the writer is running.
        case truncatedTail = "truncated-tail"
        /// A whole record that is not an event or example, or only the beginning of one.
        case malformedEvent = "malformed-event"
        /// Whole records that are neither events nor `tf.train.Example`s; they were not scanned.
        case unknownRecord = "unknown-record"
        /// Bytes after the last record that are not a record.
        case trailingGarbage = "trailing-garbage"
        /// A record longer than any protobuf reader accepts.
        case oversize
        /// The operating system would not open or read it, or the compressed stream is broken.
        case unreadable

        /// Whether it leaves part of the input uncertified, whatever the file holds; a cut also
        /// damages a dataset, see ``ScanReport/File/isDamage(_:)``.
        public var isDamage: Bool { self != .truncatedTail }
    }

    /// The kind of issue.
    public var kind: Kind
    /// The offset in bytes from the start of the (decompressed) file.
    public var offset: Int
    /// The number of bytes concerned.
    public var byteCount: Int

    init(kind: Kind, offset: Int, byteCount: Int) {
        self.kind = kind
        self.offset = offset
        self.byteCount = byteCount
    }

    init(_ damage: RecordDamage) {
        kind =
            switch damage.kind {
            case .lengthChecksum: .lengthChecksum
            case .dataChecksum: .dataChecksum
            case .zeroHole: .zeroHole
            case .truncatedTail: .truncatedTail
            case .trailingGarbage: .trailingGarbage
            case .oversize: .oversize
            case .unreadable: .unreadable
            }
        offset = damage.offset
        byteCount = damage.byteCount
    }
}
