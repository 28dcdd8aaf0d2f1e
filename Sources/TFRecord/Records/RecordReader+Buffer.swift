extension RecordReader {
    /// The largest record that is returned whole; larger ones stream through the buffer.
    ///
    /// A quarter of the buffer, so that moving an unfinished record to the front costs little.
    var wholeLimit: Int { buffer.bytes.count / 4 }

    /// The offset of the next unused byte.
    package var position: Int { bufferOffset + cursor }

    /// The unused bytes in the buffer.
    var unread: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer.bytes[cursor..<filled])
    }

    /// The first unused bytes, which the buffer holds.
    ///
    /// Not a `prefix`: that goes through slices, which cost as much as a small field.
    @inline(__always)
    func unread(first count: Int) -> UnsafeRawBufferPointer {
        precondition(count >= 0 && count <= filled - cursor, "asked for more than there is")
        return UnsafeRawBufferPointer(
            start: buffer.bytes.baseAddress.map { UnsafeRawPointer($0 + cursor) },
            count: count
        )
    }

    /// Makes `byteCount` unused bytes contiguous in the buffer, if the source has as many.
    ///
    /// - Returns: The number of unused bytes; less than `byteCount` only at the end of the source.
    mutating func require(_ byteCount: Int) throws(RecordError) -> Int {
        precondition(byteCount <= buffer.bytes.count, "asked for more than the buffer holds")
        while filled - cursor < byteCount {
            if buffer.bytes.count - cursor < byteCount || cursor == filled { moveUnreadToFront() }
            if fill() == 0 { break }
        }
        return filled - cursor
    }

    private mutating func moveUnreadToFront() {
        guard cursor > 0 else { return }
        let front = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<(filled - cursor)])
        front.copyMemory(from: unread)
        bufferOffset += cursor
        filled -= cursor
        cursor = 0
    }

    /// After an error, the source counts as ended, so that the bytes before it are used first.
    private mutating func fill() -> Int {
        guard failure == nil else { return 0 }
        let free = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[filled...])
        do throws(RecordError) {
            let count = try source.read(into: free)
            filled += count
            return count
        } catch {
            failure = error
            return 0
        }
    }

    /// Makes `offset` the next unused byte, reading it again if it has left the buffer.
    ///
    /// - Returns: Whether the source could go there; a stream cannot go back.
    mutating func move(to offset: Int) -> Bool {
        if offset >= bufferOffset, offset <= bufferOffset + filled {
            cursor = offset - bufferOffset
            return true
        }
        guard let file = source.randomAccess else { return false }
        file.seek(to: offset)
        bufferOffset = offset
        cursor = 0
        filled = 0
        return true
    }

    /// The first bytes of the file, after decompression; `nil` if a record's header is there.
    ///
    /// - Parameter byteCount: The most bytes to return; fewer if the file has fewer.
    /// - Returns: Bytes that are valid until the reader advances.
    /// - Throws: ``RecordError`` when the file cannot be read.
    package mutating func beginningWithoutRecord(
        _ byteCount: Int
    ) throws(RecordError) -> UnsafeRawBufferPointer? {
        guard position == 0 else { return nil }
        if try require(RecordFormat.headerByteCount) >= RecordFormat.headerByteCount,
            RecordHeader(unread).isIntact
        {
            return nil
        }
        return unread(first: min(byteCount, try require(byteCount)))
    }

    /// Replaces a compressed source by the bytes inside it.
    ///
    /// A source is compressed if it starts with gzip's or zlib's magic bytes and not with a header.
    mutating func sniffCompression() throws(RecordError) {
        let available = try require(RecordFormat.headerByteCount)
        guard available >= 2, RecordCompression(sniffing: unread) != nil else { return }
        let plain = PrefixedSource(prefix: [UInt8](unread), rest: source)
        source = try InflateSource(plain, path: path)
        isCompressed = true
        bufferOffset = 0
        cursor = 0
        filled = 0
    }
}
