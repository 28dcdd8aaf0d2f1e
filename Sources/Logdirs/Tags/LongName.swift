package import TFRecord
package import TensorBoardEvents
internal import TextOutput

/// A name that arrives piece by piece; only what is shown is kept.
///
/// Real tags have up to about 200 bytes: the modules of a deep model, wrapped a few times. A name
/// whose text is longer than ``limit`` is replaced by its beginning, its length and a hash of the
/// whole, wherever a name is looked up, matched or shown; 10,000 of them fit the table of tags. Two
/// different long names stay two, and none equals a short one: the replacement is longer than the
/// limit, and a name of that length is itself long.
@usableFromInline
package struct LongName {
    /// The most bytes of a name that is kept unchanged, and of its text.
    @inlinable
    package static var limit: Int { 1_024 }
    /// The most bytes of a name that is always kept unchanged: a byte becomes at most four of text.
    package static let plainLimit = limit / 4

    private var start: [UInt8] = []
    /// Of all bytes so far once the name is known to be long; of none before.
    private var hash = SipHash()

    /// Creates an empty name.
    package init() {}

    /// Appends the next piece.
    package mutating func append(_ piece: UnsafeRawBufferPointer) {
        // The byte after the limit shows whether it cuts a character in two.
        let head = piece.prefix(Self.limit + 1 - start.count)
        start.append(contentsOf: head)
        guard start.count > Self.limit else { return }
        if hash.byteCount == 0 { hash = hashOfStart }
        hash.update(UnsafeRawBufferPointer(rebasing: piece.dropFirst(head.count)))
    }

    private var hashOfStart: SipHash {
        var hash = SipHash()
        start.withUnsafeBytes { hash.update($0) }
        return hash
    }

    /// Starts another name.
    private mutating func removeAll() {
        start.removeAll(keepingCapacity: true)
        hash = SipHash()
    }

    /// Overwrites `bytes` with the name, or with its replacement if it is long.
    package func write(over bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        start.withUnsafeBytes { start in
            guard Self.isLong(start) else {
                bytes.append(contentsOf: start)
                return
            }
            // A character that the limit cuts in two is left out.
            let whole = Self.wholeCharacters(of: start)
            if String(validating: whole, as: UTF8.self) != nil {
                bytes.append(contentsOf: whole)
            } else {
                // Escapes are longer than the bytes that they replace.
                let text = Array(EscapedText.text(start).utf8)
                text.withUnsafeBytes { bytes.append(contentsOf: Self.wholeCharacters(of: $0)) }
            }
            let hash = hash.byteCount == 0 ? hashOfStart : hash
            bytes += "… (\(hash.byteCount) bytes, \(hash.digits))".utf8
        }
    }

    /// Calls `body` with a name, or with its replacement if it is long.
    @inlinable
    package static func withKept<Result>(
        _ name: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        guard isLong(name) else { return try body(name) }
        return try replacement(of: name).withUnsafeBytes(body)
    }

    @usableFromInline
    static func replacement(of name: UnsafeRawBufferPointer) -> [UInt8] {
        var long = LongName()
        long.append(name)
        var kept: [UInt8] = []
        long.write(over: &kept)
        return kept
    }

    /// Overwrites `bytes` with what is kept of the name that a streamed field holds.
    package mutating func read(
        _ field: StreamedMessage.Field,
        of message: inout StreamedMessage,
        _ reader: inout RecordReader,
        over bytes: inout [UInt8]
    ) throws(RecordError) {
        if field.byteCount <= Self.plainLimit {
            bytes.removeAll(keepingCapacity: true)
            while let chunk = try message.nextChunk(of: field, &reader) {
                bytes.append(contentsOf: chunk)
            }
        } else {
            removeAll()
            while let chunk = try message.nextChunk(of: field, &reader) { append(chunk) }
            write(over: &bytes)
        }
    }

    /// Whether a name, or its text, is beyond the limit.
    @usableFromInline
    static func isLong(_ name: UnsafeRawBufferPointer) -> Bool {
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
