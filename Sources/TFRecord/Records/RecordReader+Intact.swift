internal import CKernels

/// A record that is complete in the reader's buffer and whose checksums match.
@usableFromInline
package struct IntactRecord {
    /// Where its length field starts.
    @usableFromInline package let offset: Int
    /// The payload; valid until the reader advances.
    @usableFromInline package let payload: UnsafeRawBufferPointer

    /// The offset of the next record.
    @inlinable @inline(__always)
    package var end: Int { offset + payload.count + RecordFormat.overheadByteCount }
}

extension RecordReader {
    /// The next record, if it is whole, intact and in the buffer already.
    ///
    /// Nearly all small records are. Nil says nothing but that ``step()`` has to look.
    package mutating func nextIntactRecord() -> IntactRecord? {
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
        return IntactRecord(
            offset: offset,
            payload: UnsafeRawBufferPointer(
                start: record + RecordFormat.headerByteCount,
                count: byteCount
            )
        )
    }
}
