extension RecordReader {
    /// The payload bytes of the streamed record that are still to be read.
    package var remainingPayloadByteCount: Int { payloadRemaining }

    /// The most bytes that ``peekPayload(_:)`` can return.
    package var contiguousLimit: Int { wholeLimit }

    /// Returns the next bytes of a streamed payload without consuming them.
    ///
    /// - Parameter byteCount: At most `contiguousLimit`.
    /// - Returns: `byteCount` bytes, or fewer at the end of the payload or of a torn file. Valid
    ///   until the reader advances.
    /// - Throws: ``RecordError`` when the source cannot be read.
    package mutating func peekPayload(
        _ byteCount: Int
    ) throws(RecordError) -> UnsafeRawBufferPointer {
        let wanted = min(byteCount, payloadRemaining)
        let available = try require(wanted)
        return unread(first: min(wanted, available))
    }

    /// Consumes bytes that were peeked at.
    package mutating func consumePayload(_ byteCount: Int) {
        payloadChecksum.update(unread(first: byteCount))
        cursor += byteCount
        payloadRemaining -= byteCount
    }

    /// The next stretch of a streamed payload, checksummed and still in the L1 cache.
    ///
    /// - Returns: Between 1 and `limit` bytes, which this call consumes and which are valid until
    ///   the next; a multiple of 16 if fewer than `limit`, so that no number is split; `nil` at the
    ///   end of the payload or of a torn file.
    package mutating func nextPayloadChunk(
        limit: Int = .max
    ) throws(RecordError) -> UnsafeRawBufferPointer? {
        let wanted = min(limit, payloadRemaining)
        let available = try require(min(wanted, Self.chunkGranularity))
        var count = min(wanted, filled - cursor, Self.chunkByteCount)
        if count < wanted { count -= count % Self.chunkGranularity }
        guard available > 0, count > 0 else { return nil }
        let chunk = unread(first: count)
        consumePayload(count)
        return chunk
    }

    /// Skips the rest of a streamed payload and compares its checksum.
    package mutating func finishPayload() throws(RecordError) -> RecordFrame.Checksum {
        while try nextPayloadChunk() != nil {}
        let offset = streamedOffset ?? position
        streamedOffset = nil
        guard payloadRemaining == 0, try require(RecordFormat.footerByteCount) >= 4 else {
            // The file shrank or the stream broke off: the bytes read cannot be verified.
            payloadRemaining = 0
            cursor = filled
            hasToldOfCutTail = true
            return .torn
        }
        let footer = UInt32(littleEndian: unread.loadUnaligned(as: UInt32.self))
        cursor += RecordFormat.footerByteCount
        let checksum = RecordFrame.Checksum(
            stored: MaskedCRC32C(rawValue: footer),
            computed: MaskedCRC32C(masking: payloadChecksum.value)
        )
        doubtfulSince = checksum == .invalid ? offset + RecordFormat.headerByteCount : nil
        return checksum
    }

    /// Fits the L1 data cache, together with everything else that a scan touches.
    private static let chunkByteCount = 16 * 1024
    /// The size of the largest element, a complex128.
    private static let chunkGranularity = 16
}
