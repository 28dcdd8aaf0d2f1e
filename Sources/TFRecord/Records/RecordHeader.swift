internal import CKernels

/// The first twelve bytes of a record: the payload's length and that length's checksum.
struct RecordHeader {
    /// The payload's length as stored, which may be absurd.
    let length: UInt64
    /// The masked checksum as stored.
    let storedChecksum: UInt32

    /// Reads a header from at least `RecordFormat.headerByteCount` bytes.
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

    /// Whether the checksum matches the length.
    var isIntact: Bool { Self.checksum(ofLength: length) == storedChecksum }

    /// The payload's length; `nil` if no reader accepts a record of that length.
    var payloadByteCount: Int? {
        length <= UInt64(RecordFormat.maximumPayloadByteCount) ? Int(length) : nil
    }

    /// The masked checksum that belongs to this length.
    static func checksum(ofLength length: UInt64) -> UInt32 {
        let crc = withUnsafeBytes(of: length.littleEndian) {
            ck_crc32c(0, $0.baseAddress, $0.count)
        }
        return MaskedCRC32C(masking: crc).rawValue
    }
}
