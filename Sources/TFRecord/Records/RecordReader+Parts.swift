/// What it takes to read the parts of a file with several readers.
extension RecordReader {
    /// Finds the first record that seems to start at or behind the present position and before
    /// `end`.
    ///
    /// What is found is a guess, if a good one: a payload may hold what looks like records. Whether
    /// it was right shows when the reader of the part before arrives there.
    package mutating func findRecordStart(before end: Int) throws(RecordError) -> Int? {
        try findRecord(from: position, before: end)
    }

    /// Whether a reader that begins at the present position reads on as this one does.
    ///
    /// It does not while the last record's length is in doubt, since the search for the next one
    /// may go back into it, nor before the first record of all, which decides what bytes at the end
    /// are taken for.
    package var canHandOver: Bool {
        doubtfulSince == nil && trustedHeader == nil && (recordCount > 0 || startOffset > 0)
    }

    /// Bytes that looking for records behind damage may still cost; it is handed over too.
    package var searchAllowance: Int {
        get { verificationAllowance }
        set { verificationAllowance = newValue }
    }
}

extension FileSource {
    /// Finds the first record at or behind `offset`, hopping from header to header from one that
    /// is known.
    ///
    /// - Parameters:
    ///   - offset: Where to look.
    ///   - known: Where a record starts before it.
    ///   - hops: How many headers may be read, which becomes how many are left.
    /// - Returns: Nil where a header is no header, the file ends, or no hops are left.
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
