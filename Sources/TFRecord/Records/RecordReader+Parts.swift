/// Support for reading the parts of a file with several readers.
extension RecordReader {
    /// Finds the first apparent record at or after the current position and before `end`.
    ///
    /// The result is a guess, if a good one: a payload may contain what looks like records. It is
    /// confirmed when the reader of the part before arrives there.
    package mutating func findRecordStart(before end: Int) throws(RecordError) -> Int? {
        try findRecord(from: position, before: end)
    }

    /// Whether a reader that starts at the current position would continue as this one does.
    ///
    /// It would not while the last record's length is in doubt, since the search for the next one
    /// may go back into it, nor before the first record of all, which decides how bytes at the end
    /// are classified.
    package var canHandOver: Bool {
        doubtfulSince == nil && trustedHeader == nil && (recordCount > 0 || startOffset > 0)
    }

    /// The bytes that searching for records after damage may still cost; handed over, too.
    package var searchAllowance: Int {
        get { verificationAllowance }
        set { verificationAllowance = newValue }
    }
}

extension FileSource {
    /// Finds the first record at or after `offset`, hopping from header to header, starting at a
    /// known record.
    ///
    /// - Parameters:
    ///   - offset: The offset to search from.
    ///   - known: The start of a record before `offset`.
    ///   - hops: The number of headers that may be read; on return, the number left.
    /// - Returns: `nil` if a header is invalid, the file ends, or no hops are left.
    /// - Throws: ``RecordError`` when the file cannot be read.
    package func recordStart(
        atOrBehind offset: Int,
        from known: Int,
        hops: inout Int
    ) throws(RecordError) -> Int? {
        let header = UnsafeMutableRawBufferPointer.allocate(
            byteCount: RecordFormat.headerByteCount,
            alignment: 8
        )
        defer { header.deallocate() }
        var start = known
        while start < offset {
            guard hops > 0, try read(at: start, into: header) == header.count else { return nil }
            hops -= 1
            let found = RecordHeader(UnsafeRawBufferPointer(header))
            guard found.isIntact, let payloadByteCount = found.payloadByteCount else { return nil }
            start += payloadByteCount + RecordFormat.overheadByteCount
        }
        return start
    }
}
