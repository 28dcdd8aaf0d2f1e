internal import CKernels

/// The first twelve bytes of a record: the payload's length and that length's checksum.
struct RecordHeader {
    /// The payload's length as it stands, which may be absurd.
    let length: UInt64
    /// The masked checksum as it stands.
    let storedChecksum: UInt32

    /// Reads a header from bytes of which there are at least `RecordFormat.headerByteCount`.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
        length = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        )
        storedChecksum = UInt32(
            littleEndian: bytes.loadUnaligned(
                fromByteOffset: offset + RecordFormat.lengthByteCount,
                as: UInt32.self
            )
        )
    }

    /// Whether the checksum fits the length.
    var isIntact: Bool { Self.checksum(ofLength: length) == storedChecksum }

    /// The payload's length, if any reader accepts a record of that length.
    var payloadByteCount: Int? {
        length <= UInt64(RecordFormat.maximumPayloadByteCount) ? Int(length) : nil
    }

    /// The masked checksum that a header of this length holds.
    static func checksum(ofLength length: UInt64) -> UInt32 {
        let crc = withUnsafeBytes(of: length.littleEndian) {
            ck_crc32c(0, $0.baseAddress, $0.count)
        }
        return MaskedCRC32C(masking: crc).rawValue
    }
}
