internal import TFRecord

/// A part of a file that could not be read as it should.
public struct FileIssue: Hashable, Sendable {
    /// What can be wrong with a part of a file.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The checksum of a record's length does not fit.
        case lengthChecksum = "length-crc"
        /// The checksum of a record's payload does not fit; the payload was looked at.
        case dataChecksum = "data-crc"
        /// Zero bytes where a record should start.
        case zeroHole = "zero-hole"
        /// The file ends inside a record, or its compressed stream before its own end; of events,
        /// normal while the writer is at work.
        case truncatedTail = "truncated-tail"
        /// A whole record that is no event or example, or only the beginning of one.
        case malformedEvent = "malformed-event"
        /// Whole records that are neither events nor `tf.train.Example`s; they were not looked into.
        case unknownRecord = "unknown-record"
        /// Bytes after the last record that are no record.
        case trailingGarbage = "trailing-garbage"
        /// A record longer than any protobuf reader accepts.
        case oversize
        /// The operating system would not open or read it, or the compressed stream is broken.
        case unreadable

        /// Whether it leaves part of the input uncertified, whatever the file holds; a dataset is
        /// damaged by a cut as well, see ``ScanReport/File/isDamage(_:)``.
        public var isDamage: Bool { self != .truncatedTail }
    }

    /// What is wrong.
    public var kind: Kind
    /// Where, in bytes from the start of the (decompressed) file.
    public var offset: Int
    /// How many bytes are concerned.
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
