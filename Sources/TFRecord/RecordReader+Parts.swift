internal import CKernels

/// Where the parts of a file begin that several readers read at the same time.
///
/// What is found here is a guess, if a good one: a payload may hold what looks like records. Whether
/// it was right shows when the reader of the part before arrives there.
extension RecordReader {
    /// Finds the first record that seems to start at or behind the present position.
    package mutating func findRecordStart() throws(RecordError) -> Int? {
        try findRecord(from: position)
    }
}

extension FileSource {
    /// Finds the first record at or behind `offset`, hopping from header to header from one that
    /// is known.
    ///
    /// - Returns: Nil where a header is no header, or the file ends.
    package func recordStart(
        atOrBehind offset: Int,
        from known: Int
    ) throws(RecordError) -> Int? {
        let header = UnsafeMutableRawBufferPointer.allocate(
            byteCount: RecordFormat.headerByteCount,
            alignment: 8
        )
        defer { header.deallocate() }
        var start = known
        while start < offset {
            guard try read(at: start, into: header) == header.count else { return nil }
            let stored = header.load(fromByteOffset: RecordFormat.lengthByteCount, as: UInt32.self)
            let computed = MaskedCRC32C(
                masking: ck_crc32c(0, header.baseAddress, RecordFormat.lengthByteCount)
            )
            let length = UInt64(littleEndian: header.load(as: UInt64.self))
            guard computed.rawValue == UInt32(littleEndian: stored),
                length <= UInt64(RecordFormat.maximumPayloadByteCount)
            else { return nil }
            start += Int(length) + RecordFormat.overheadByteCount
        }
        return start
    }
}
