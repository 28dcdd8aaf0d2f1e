internal import CKernels
internal import TFRecord
internal import TensorBoardEvents

/// A composer that lays out a record in the buffer from which it is written.
///
/// The caller must ensure that there is room.
struct RecordComposer {
    let start: UnsafeMutableRawPointer
    private var next: UnsafeMutableRawPointer

    @inline(__always)
    init(at start: UnsafeMutableRawPointer) {
        self.start = start
        next = start + RecordFormat.headerByteCount
    }

    @inline(__always)
    mutating func byte(_ value: UInt8) {
        next.storeBytes(of: value, as: UInt8.self)
        next += 1
    }

    @inline(__always)
    mutating func fixed32(_ value: UInt32) {
        next.storeBytes(of: value.littleEndian, as: UInt32.self)
        next += 4
    }

    @inline(__always)
    mutating func fixed64(_ value: UInt64) {
        next.storeBytes(of: value.littleEndian, as: UInt64.self)
        next += 8
    }

    @inline(__always)
    mutating func varint(_ value: UInt64) {
        Varint.write(value) { byte($0) }
    }

    @inline(__always)
    mutating func bytes(_ source: UnsafeRawBufferPointer) {
        guard let from = source.baseAddress else { return }
        next.copyMemory(from: from, byteCount: source.count)
        next += source.count
    }

    /// The fields of an event before its summary's content, for values of that size in all.
    @inline(__always)
    mutating func eventHead(wallTime: Double, step: Int64, summaryByteCount: Int) {
        byte(0x09)
        fixed64(wallTime.bitPattern)
        if step != 0 {
            byte(0x10)
            varint(UInt64(bitPattern: step))
        }
        byte(0x2a)
        varint(UInt64(summaryByteCount))
    }

    /// Writes the record's header and footer around the payload.
    ///
    /// - Returns: The bytes of the whole record.
    @inline(__always)
    mutating func finish() -> Int {
        let payload = start + RecordFormat.headerByteCount
        let count = next - payload
        return finish(checksum: ck_crc32c(0, payload, count))
    }

    /// The same, for a payload with a known checksum.
    @inline(__always)
    mutating func finish(checksum: UInt32) -> Int {
        let count = next - start - RecordFormat.headerByteCount
        start.storeBytes(of: UInt64(count).littleEndian, as: UInt64.self)
        let length = ck_crc32c(0, start, RecordFormat.lengthByteCount)
        (start + RecordFormat.lengthByteCount).storeBytes(
            of: MaskedCRC32C(masking: length).rawValue.littleEndian,
            as: UInt32.self
        )
        fixed32(MaskedCRC32C(masking: checksum).rawValue)
        return next - start
    }

    /// Copies many bytes, and checksums them while they are in the cache.
    mutating func bytes(_ source: UnsafeRawBufferPointer, checksum: inout UInt32) {
        var offset = 0
        while offset < source.count {
            let piece = UnsafeRawBufferPointer(
                rebasing: source[offset..<min(source.count, offset + Self.blockByteCount)]
            )
            let target = next
            bytes(piece)
            checksum = ck_crc32c(checksum, target, piece.count)
            offset += piece.count
        }
    }

    /// Checksums the bytes that were laid out since `from`.
    func checksum(from: UnsafeMutableRawPointer, _ checksum: UInt32) -> UInt32 {
        ck_crc32c(checksum, from, next - from)
    }

    /// The address of the next byte.
    var end: UnsafeMutableRawPointer { next }

    /// The size of an event's payload with a summary of that size.
    @inline(__always)
    static func eventByteCount(step: Int64, summaryByteCount: Int) -> Int {
        let stepByteCount = step == 0 ? 0 : 1 + Varint.byteCount(of: UInt64(bitPattern: step))
        return 9 + stepByteCount + 1 + Varint.byteCount(of: UInt64(summaryByteCount))
            + summaryByteCount
    }

    // Half of a core's L1 cache.
    private static let blockByteCount = 16 * 1024
}
