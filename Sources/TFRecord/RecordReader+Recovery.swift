internal import CKernels

/// A record whose header is believed although its checksum does not fit or its length is absurd.
struct TrustedHeader {
    let offset: Int
    let payloadByteCount: Int
}

/// What the reader does where no good header stands.
///
/// The rule throughout: nothing is taken for a record behind damage unless two checksums agree on
/// it, and no arrangement of bytes makes the work grow faster than the file.
extension RecordReader {
    /// Goes on behind a header whose checksum does not fit.
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
        // The record before had claimed too much, and the next one stands inside its claim.
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

    /// Ends the file, or goes back into a record that had claimed too much of it.
    mutating func endOfFile(leaving byteCount: Int) throws(RecordError) -> RecordStep {
        guard byteCount > 0 else { return .end }
        let offset = position
        let isHole = unread.allSatisfy { $0 == 0 }
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

    /// Handles a record that the file ends in, or seems to.
    ///
    /// A writer that crashed inside a record and was started again may have appended whole
    /// records to the torn one; a live writer has not.
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
        let start = doubtfulSince ?? offset + RecordFormat.headerByteCount
        guard let found = try findRecord(from: searchStart(after: start - 1)) else {
            return .damage(
                RecordDamage(kind: .truncatedTail, offset: offset, byteCount: position - offset)
            )
        }
        guard found > offset else { return try step() }
        return .damage(
            RecordDamage(kind: .dataChecksum, offset: offset, byteCount: found - offset)
        )
    }

    /// Looks for a record inside one whose payload's checksum fails.
    ///
    /// Only where none stands behind it: then the length is wrong, as when a writer died inside
    /// the record and another one appended whole records.
    mutating func recordInside(
        at offset: Int,
        byteCount: Int
    ) throws(RecordError) -> RecordStep? {
        let header = RecordFormat.headerByteCount
        if try require(byteCount + header) < byteCount + header { return nil }
        let length = UInt64(
            littleEndian: unread.loadUnaligned(fromByteOffset: byteCount, as: UInt64.self)
        )
        let stored = UInt32(
            littleEndian: unread.loadUnaligned(
                fromByteOffset: byteCount + RecordFormat.lengthByteCount,
                as: UInt32.self
            )
        )
        if Self.lengthChecksum(length) == stored { return nil }
        let end = offset + byteCount
        if let found = try findRecord(from: offset + header, before: end) {
            return .damage(
                RecordDamage(kind: .dataChecksum, offset: offset, byteCount: found - offset)
            )
        }
        guard move(to: offset) else {
            return .damage(
                RecordDamage(kind: .dataChecksum, offset: offset, byteCount: position - offset)
            )
        }
        return nil
    }

    /// Passes a record longer than any protobuf message, reading it where it is really there.
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

    /// Where to look for the next record when none starts at `offset`.
    ///
    /// Going back into the last payload is paid for out of the verification allowance.
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
    /// Tried are the length as it stands (then only its checksum was hit) and every length one
    /// flipped bit away whose checksum fits.
    private mutating func plausibleLength(at offset: Int) throws(RecordError) -> Int? {
        let length = UInt64(littleEndian: unread.loadUnaligned(as: UInt64.self))
        let stored = UInt32(
            littleEndian: unread.loadUnaligned(
                fromByteOffset: RecordFormat.lengthByteCount,
                as: UInt32.self
            )
        )
        var candidates = [length]
        for bit in 0..<UInt64.bitWidth {
            let flipped = length ^ (1 << bit)
            if Self.lengthChecksum(flipped) == stored { candidates.append(flipped) }
        }
        for candidate in candidates
        where candidate <= UInt64(RecordFormat.maximumPayloadByteCount) {
            if try holdsRecord(payloadByteCount: Int(candidate)) { return Int(candidate) }
        }
        return nil
    }

    static func lengthChecksum(_ length: UInt64) -> UInt32 {
        let crc = withUnsafeBytes(of: length.littleEndian) {
            ck_crc32c(0, $0.baseAddress, $0.count)
        }
        return MaskedCRC32C(masking: crc).rawValue
    }
}
