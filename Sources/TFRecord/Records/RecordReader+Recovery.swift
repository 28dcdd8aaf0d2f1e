/// A record whose header is trusted although its checksum does not match or its length is absurd.
struct TrustedHeader {
    let offset: Int
    let payloadByteCount: Int
}

/// The reader's recovery where there is no valid header.
///
/// The rule throughout: nothing counts as a record after damage unless two checksums agree on it,
/// and no arrangement of bytes makes the work grow faster than the file.
extension RecordReader {
    /// Continues after a header whose checksum does not match.
    mutating func recoverHeader(at offset: Int) throws(RecordError) -> RecordStep {
        let header = UnsafeRawBufferPointer(rebasing: unread.prefix(RecordFormat.headerByteCount))
        let isHole = header.allSatisfy { $0 == 0 }
        if !isHole, let length = try plausibleLength(at: offset) {
            trustedHeader = TrustedHeader(offset: offset, payloadByteCount: length)
            return .damage(
                RecordDamage(
                    kind: .lengthChecksum,
                    offset: offset,
                    byteCount: length + RecordFormat.overheadByteCount
                )
            )
        }
        let found = try findRecord(from: searchStart(after: offset))
        let end = found ?? position
        // The record before claimed too much, and the next one is inside its claim.
        guard end > offset else { return try step() }
        let kind: RecordDamage.Kind =
            if isHole {
                .zeroHole
            } else if found == nil, recordCount > 0 || startOffset > 0 {
                .trailingGarbage
            } else {
                .lengthChecksum
            }
        return .damage(RecordDamage(kind: kind, offset: offset, byteCount: end - offset))
    }

    /// Ends the file, or goes back into a record that claimed too much of it.
    mutating func endOfFile(leaving byteCount: Int) throws(RecordError) -> RecordStep {
        guard byteCount > 0 else { return .end }
        let offset = position
        if isLive {
            hasEnded = true
            return .damage(
                RecordDamage(kind: .truncatedTail, offset: offset, byteCount: byteCount)
            )
        }
        // Up to eight zeros may be the start of a length.
        let isHole = byteCount > RecordFormat.lengthByteCount && unread.allSatisfy { $0 == 0 }
        if doubtfulSince != nil, try findRecord(from: searchStart(after: offset)) != nil {
            return try step()
        }
        cursor = filled
        return .damage(
            RecordDamage(
                kind: isHole ? .zeroHole : .truncatedTail,
                offset: offset,
                byteCount: byteCount
            )
        )
    }

    /// Handles a record inside which the file ends, or seems to end.
    ///
    /// A writer that crashed inside a record and was restarted may have appended complete records
    /// to the torn one; a live writer has not.
    mutating func tornRecord(
        at offset: Int,
        availableByteCount: Int
    ) throws(RecordError) -> RecordStep {
        if isLive {
            hasEnded = true
            return .damage(
                RecordDamage(kind: .truncatedTail, offset: offset, byteCount: availableByteCount)
            )
        }
        let lastOfHeader = offset + RecordFormat.headerByteCount - 1
        guard let found = try findRecord(from: searchStart(after: lastOfHeader)) else {
            return .damage(
                RecordDamage(kind: .truncatedTail, offset: offset, byteCount: position - offset)
            )
        }
        guard found > offset else { return try step() }
        return .damage(
            RecordDamage(kind: .dataChecksum, offset: offset, byteCount: found - offset)
        )
    }

    /// Searches for a record inside one whose payload's checksum fails.
    ///
    /// There is one if a writer died inside the record and another appended complete records. A
    /// record or the end of the file at the right place confirms the length; then the records
    /// inside must lead to this place as well. Those of a file within the payload do not, because
    /// the payload's checksum comes between.
    mutating func recordInside(
        at offset: Int,
        byteCount: Int
    ) throws(RecordError) -> RecordStep? {
        guard byteCount <= verificationAllowance else { return nil }
        verificationAllowance -= byteCount
        // Enough that verifying a record inside moves nothing in the buffer.
        let available = try require(2 * wholeLimit)
        let end = offset + byteCount
        let lengthFits =
            available == byteCount || header(at: end) != nil
        var start = offset + RecordFormat.headerByteCount
        while let found = try findRecord(from: start, before: end) {
            let chainEnd = lengthFits ? endOfChain(from: found, upTo: end) : end
            if chainEnd == end {
                return .damage(
                    RecordDamage(kind: .dataChecksum, offset: offset, byteCount: found - offset)
                )
            }
            start = max(chainEnd, found + 1)
        }
        guard move(to: offset) else {
            return .damage(
                RecordDamage(kind: .dataChecksum, offset: offset, byteCount: position - offset)
            )
        }
        return nil
    }

    /// The end of the consecutive records that begin at `start`, at most `end`.
    private func endOfChain(from start: Int, upTo end: Int) -> Int {
        var next = start
        while next < end, let length = header(at: next),
            length <= UInt64(max(0, end - next - RecordFormat.overheadByteCount))
        {
            next += Int(length) + RecordFormat.overheadByteCount
        }
        return next
    }

    /// The length in the header at `offset`, if the buffer holds it and its checksum fits.
    private func header(at offset: Int) -> UInt64? {
        let index = offset - bufferOffset
        guard index >= 0, index + RecordFormat.headerByteCount <= filled else { return nil }
        let found = RecordHeader(UnsafeRawBufferPointer(buffer.bytes), at: index)
        return found.isIntact ? found.length : nil
    }

    /// Skips a record longer than any protobuf message, reading it if it is really there.
    mutating func skipOversize(at offset: Int, length: UInt64) throws(RecordError) -> RecordStep {
        let overhead = RecordFormat.overheadByteCount
        if let file = source.randomAccess, length <= UInt64(max(0, file.byteCount - overhead)),
            Int(length) + overhead <= file.byteCount - offset
        {
            trustedHeader = TrustedHeader(offset: offset, payloadByteCount: Int(length))
            return .damage(
                RecordDamage(
                    kind: .oversize,
                    offset: offset,
                    byteCount: Int(length) + overhead
                )
            )
        }
        let found = try findRecord(from: offset + RecordFormat.headerByteCount)
        return .damage(
            RecordDamage(
                kind: .oversize,
                offset: offset,
                byteCount: (found ?? position) - offset
            )
        )
    }

    /// Where the search for the next record starts when there is none at `offset`.
    ///
    /// Going back into the last payload is charged to the verification allowance.
    private mutating func searchStart(after offset: Int) -> Int {
        defer { doubtfulSince = nil }
        guard let doubtful = doubtfulSince, doubtful <= offset,
            offset - doubtful <= verificationAllowance
        else { return offset + 1 }
        verificationAllowance -= offset - doubtful
        return doubtful
    }

    /// The payload length of the record at `offset` if its payload's checksum confirms it.
    ///
    /// It tries the length as stored (then only its checksum was damaged) and every length one
    /// flipped bit away whose checksum matches. For a payload that cannot be read ahead, it accepts
    /// no more than one flipped bit.
    private mutating func plausibleLength(at offset: Int) throws(RecordError) -> Int? {
        let header = RecordHeader(unread)
        let (length, stored) = (header.length, header.storedChecksum)
        var candidates: [UInt64] = []
        let isOneBitOff = (RecordHeader.checksum(ofLength: length) ^ stored).nonzeroBitCount == 1
        if isOneBitOff || canLookAhead(payloadByteCount: length) { candidates.append(length) }
        for bit in 0..<UInt64.bitWidth {
            let flipped = length ^ (1 << bit)
            if RecordHeader.checksum(ofLength: flipped) == stored { candidates.append(flipped) }
        }
        for candidate in candidates
        where candidate <= UInt64(RecordFormat.maximumPayloadByteCount) {
            if try holdsRecord(payloadByteCount: Int(candidate)) { return Int(candidate) }
        }
        return nil
    }

    private func canLookAhead(payloadByteCount: UInt64) -> Bool {
        source.randomAccess != nil
            || payloadByteCount <= UInt64(wholeLimit - RecordFormat.overheadByteCount)
    }
}
