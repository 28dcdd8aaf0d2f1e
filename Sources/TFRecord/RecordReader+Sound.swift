internal import CKernels

/// A record that is complete in the reader's buffer and whose checksums match.
@usableFromInline
package struct SoundRecord {
    /// The offset of its length field.
    @usableFromInline package let offset: Int
    /// The payload; valid until the reader advances.
    @usableFromInline package let payload: UnsafeRawBufferPointer

    /// The offset of the next record.
    @inlinable @inline(__always)
    package var end: Int { offset + payload.count + RecordFormat.overheadByteCount }
}

extension RecordReader {
    /// The next record, if it is complete, intact and already in the buffer.
    ///
    /// Nearly all small records are. `nil` only means: fall back to ``step()``.
    package mutating func nextSoundRecord() -> SoundRecord? {
        guard streamedOffset == nil, trustedHeader == nil, !hasEnded else { return nil }
        let available = filled - cursor
        guard available >= RecordFormat.overheadByteCount, let base = buffer.bytes.baseAddress
        else { return nil }
        let record = UnsafeRawPointer(base + cursor)
        let check = ck_record_check(record, min(available, wholeLimit))
        guard check.state == CK_RECORD_VALID else { return nil }
        let byteCount = Int(truncatingIfNeeded: check.payload_byte_count)
        let offset = bufferOffset + cursor
        cursor += byteCount + RecordFormat.overheadByteCount
        recordCount += 1
        doubtfulSince = nil
        return SoundRecord(
            offset: offset,
            payload: UnsafeRawBufferPointer(
                start: record + RecordFormat.headerByteCount,
                count: byteCount
            )
        )
    }
}
