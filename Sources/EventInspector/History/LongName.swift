internal import TextOutput

/// A name that arrives piece by piece, of which no more is kept than is shown.
///
/// Real tags have up to some 200 bytes: the modules of a deep model, wrapped a few times. A name
/// whose text is longer than ``limit`` is known by its beginning, its length and a hash of the
/// whole, wherever a name is looked up, matched or shown; 10,000 of them fit the table of tags. Two
/// of them that differ are shown, counted and explained as two, and so is one next to a short name:
/// what stands for a long name is longer than the limit, and what has that length itself is a long
/// name.
struct LongName {
    /// Bytes of a name that is kept as it is, and of its text.
    static let limit = 1_024
    /// Bytes of a name that is kept as it is whatever they are: one gives four of text at the most.
    static let plainLimit = limit / 4

    private var start: [UInt8] = []
    private var hash = SipHash()

    /// Takes the next piece.
    mutating func append(_ piece: UnsafeRawBufferPointer) {
        // The byte after the limit shows whether it cuts a character in two.
        let room = Self.limit + 1 - start.count
        if room > 0 { start.append(contentsOf: piece.prefix(room)) }
        hash.update(piece)
    }

    /// Begins another name.
    mutating func removeAll() {
        start.removeAll(keepingCapacity: true)
        hash = SipHash()
    }

    /// Writes the name over some bytes, or what stands for it where it is long.
    func write(over bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        start.withUnsafeBytes { start in
            guard Self.isLong(start) else {
                bytes.append(contentsOf: start)
                return
            }
            // Of a character that the limit cuts in two nothing is shown.
            let whole = Self.wholeCharacters(of: start)
            if String(validating: whole, as: UTF8.self) != nil {
                bytes.append(contentsOf: whole)
            } else {
                // Escapes take more room than what they stand for.
                let text = Array(EscapedText.text(start).utf8)
                text.withUnsafeBytes { bytes.append(contentsOf: Self.wholeCharacters(of: $0)) }
            }
            bytes += "… (\(hash.byteCount) bytes, \(hash.digits))".utf8
        }
    }

    /// Calls `body` with what stands for a name: itself, unless it is long.
    static func withKept<Result>(
        _ name: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        guard isLong(name) else { return try body(name) }
        var long = LongName()
        long.append(name)
        var kept: [UInt8] = []
        long.write(over: &kept)
        return try kept.withUnsafeBytes(body)
    }

    /// Whether a name, or its text, is beyond the limit.
    private static func isLong(_ name: UnsafeRawBufferPointer) -> Bool {
        guard name.count <= limit else { return true }
        // ASCII is its own text, but for backslashes.
        guard name.count > plainLimit, name.contains(where: { $0 >= 0x80 || $0 == 0x5c }) else {
            return false
        }
        return EscapedText.text(name).utf8.count > limit
    }

    /// The bytes up to the limit without a character that it cuts in two.
    private static func wholeCharacters(
        of bytes: UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer {
        guard bytes.count > limit else { return bytes }
        var end = limit
        while end > limit - 3, bytes[end] & 0xc0 == 0x80 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[..<end])
    }
}
