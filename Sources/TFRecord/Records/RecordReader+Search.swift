internal import CKernels

extension RecordReader {
    /// Finds the first record at or after `start` and before `end` whose two checksums match, and
    /// moves there; `nil` if there is none, with the position at the end of the file or after
    /// `end`.
    mutating func findRecord(
        from start: Int,
        before end: Int = .max
    ) throws(RecordError) -> Int? {
        if !move(to: start) {
            // A stream cannot go back: search the bytes still to come.
            cursor = min(cursor, filled)
        }
        while try require(RecordFormat.headerByteCount) >= RecordFormat.headerByteCount {
            let searched = cursor
            while let candidate = nextCandidate() {
                guard position < end else { return nil }
                if try holdsRecord(payloadByteCount: candidate) { return position }
                cursor += 1
            }
            verificationAllowance += (cursor - min(searched, cursor)) * Self.verificationShare
            guard position < end else { return nil }
        }
        cursor = filled
        return nil
    }

    /// Moves to the next place in the buffer where a length and its checksum agree.
    private mutating func nextCandidate() -> Int? {
        let bytes = unread
        let last = bytes.count - RecordFormat.headerByteCount
        var index = 0
        while index <= last {
            let header = RecordHeader(bytes, at: index)
            // Almost all random bytes fail this test, so few need a checksum.
            guard let payloadByteCount = header.payloadByteCount else {
                index += 1
                continue
            }
            if header.length == 0, header.storedChecksum == 0 {
                // A header within the zeros is not one; one may start in their last bytes.
                let end = Self.endOfZeros(in: bytes, from: index)
                index = max(index + 1, end - RecordFormat.headerByteCount + 1)
                continue
            }
            if header.isIntact {
                cursor += index
                return payloadByteCount
            }
            index += 1
        }
        cursor += index
        return nil
    }

    private static func endOfZeros(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count,
            bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) == 0
        {
            index += 8
        }
        while index < bytes.count, bytes[index] == 0 { index += 1 }
        return index
    }

    /// Whether a payload of this length follows the header at the current position, according to
    /// its own checksum.
    ///
    /// When verifying has cost its share of the file, the checksum of the next record's length (or
    /// the end of the file) at the right place counts as proof instead.
    mutating func holdsRecord(payloadByteCount: Int) throws(RecordError) -> Bool {
        let total = payloadByteCount + RecordFormat.overheadByteCount
        if total <= wholeLimit, total <= verificationAllowance {
            guard try require(total) >= total else { return false }
            verificationAllowance -= total
            return checksum(ofWhole: total) != .invalid
        }
        guard let file = source.randomAccess else {
            // A stream cannot be read ahead; its payload is verified as it is read.
            return true
        }
        guard file.byteCount - position >= total else { return false }
        guard total <= verificationAllowance else {
            return (try? isBoundary(position + total, of: file)) ?? false
        }
        verificationAllowance -= total
        // Bytes that cannot be read ahead cannot be verified; reading them will say why.
        let holds = try? checksumHolds(
            at: position + RecordFormat.headerByteCount,
            payloadByteCount: payloadByteCount,
            of: file
        )
        return holds ?? false
    }

    private func isBoundary(_ offset: Int, of file: FileSource) throws(RecordError) -> Bool {
        let scratch = UnsafeMutableRawBufferPointer.allocate(
            byteCount: RecordFormat.headerByteCount,
            alignment: 8
        )
        defer { scratch.deallocate() }
        let count = try file.read(at: offset, into: scratch)
        guard count == scratch.count else { return count == 0 }
        return RecordHeader(UnsafeRawBufferPointer(scratch)).isIntact
    }

    private func checksumHolds(
        at offset: Int,
        payloadByteCount: Int,
        of file: FileSource
    ) throws(RecordError) -> Bool {
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 64)
        defer { scratch.deallocate() }
        var checksum = CRC32C()
        var done = 0
        while done < payloadByteCount {
            let window = UnsafeMutableRawBufferPointer(
                rebasing: scratch.prefix(min(scratch.count, payloadByteCount - done))
            )
            let count = try file.read(at: offset + done, into: window)
            guard count > 0 else { return false }
            checksum.update(UnsafeRawBufferPointer(rebasing: window[..<count]))
            done += count
        }
        let footer = UnsafeMutableRawBufferPointer(
            rebasing: scratch.prefix(RecordFormat.footerByteCount)
        )
        guard try file.read(at: offset + done, into: footer) == footer.count else { return false }
        let stored = MaskedCRC32C(rawValue: UInt32(littleEndian: footer.load(as: UInt32.self)))
        return RecordFrame.Checksum(
            stored: stored,
            computed: MaskedCRC32C(masking: checksum.value)
        ) != .invalid
    }

    /// The bytes that verifying candidates may read before any of the file was searched.
    static let initialVerificationAllowance = 64 * 1024 * 1024
    /// The bytes that it may read for each byte searched.
    private static let verificationShare = 16
}
