internal import CKernels

/// A record that lies whole in the reader's buffer and whose checksums fit.
package struct SoundRecord {
    /// Where its length field starts.
    package let offset: Int
    /// The payload; valid until the reader moves on.
    package let payload: UnsafeRawBufferPointer

    /// Where the next record starts.
    @inlinable
    package var end: Int { offset + payload.count + RecordFormat.overheadByteCount }
}

extension RecordReader {
    /// The next record, if it is whole, sound and in the buffer already.
    ///
    /// Nearly all small records are. Nil says nothing but that ``step()`` has to look.
    package mutating func nextSoundRecord() -> SoundRecord? {
        guard streamedOffset == nil, trustedHeader == nil, !hasEnded else { return nil }
        let available = filled - cursor
        guard available >= RecordFormat.overheadByteCount, let base = buffer.bytes.baseAddress
        else { return nil }
        let header = UnsafeRawPointer(base + cursor)
        let length = UInt64(littleEndian: header.loadUnaligned(as: UInt64.self))
        let longest = min(available, wholeLimit) - RecordFormat.overheadByteCount
        guard length <= UInt64(longest) else { return nil }
        let payload = header + RecordFormat.headerByteCount
        let byteCount = Int(truncatingIfNeeded: length)
        guard
            Self.fits(header, RecordFormat.lengthByteCount),
            Self.fits(payload, byteCount)
        else { return nil }
        let offset = bufferOffset + cursor
        cursor += byteCount + RecordFormat.overheadByteCount
        recordCount += 1
        doubtfulSince = nil
        return SoundRecord(
            offset: offset,
            payload: UnsafeRawBufferPointer(start: payload, count: byteCount)
        )
    }

    /// Whether the masked checksum of bytes stands behind them.
    @inline(__always)
    private static func fits(_ bytes: UnsafeRawPointer, _ byteCount: Int) -> Bool {
        let stored = UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: byteCount, as: UInt32.self)
        )
        return MaskedCRC32C(masking: ck_crc32c(0, bytes, byteCount)).rawValue == stored
    }
}
