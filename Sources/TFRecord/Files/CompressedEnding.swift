/// Tells a cut compressed stream from a damaged one, when its end comes too early.
///
/// A live or killed writer leaves a cut file; a damaged byte can swallow everything after it. The
/// two look alike to a decompressor: it asks for more. One flipped bit in a gzip header makes the
/// rest of the file a field of that header; one in a deflated block can do the same to the block.
/// The formats are those of RFC 1950 to 1952.
struct CompressedEnding {
    /// The first bytes of the member.
    private var head: [UInt8] = []
    /// The last four bytes of all input, the latest in the highest byte.
    private var tail: UInt32 = 0

    /// Forgets the previous member's head.
    mutating func startMember() { head = [] }

    /// Appends bytes of the member, in order; only the first ones are kept.
    mutating func takeHead(_ bytes: UnsafeRawBufferPointer) {
        guard head.count < Self.headLimit else { return }
        head += bytes.prefix(Self.headLimit - head.count)
    }

    /// Appends bytes of the input, in order.
    mutating func takeTail(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes.suffix(4) { tail = tail >> 8 | UInt32(byte) << 24 }
    }

    /// Whether the member inside which the input ended was cut; otherwise it is damaged.
    ///
    /// - Parameters:
    ///   - consumed: The number of bytes of the member.
    ///   - produced: The number of bytes decompressed from them.
    /// - Returns: Whether nothing contradicts a cut.
    func looksCut(consumed: UInt64, produced: UInt64) -> Bool {
        guard head.first == Self.gzipMagic else { return true }
        if endsInTrailer(consumed: consumed, produced: produced) { return false }
        return produced > 0 || headLooksWritten
    }

    /// Whether the input ends as a gzip file does, with the length of its contents: then the file
    /// is complete, and something in it led the decompressor past its end.
    ///
    /// A cut file ends this way by chance once in 30,000 times. Stored blocks, which do not shrink,
    /// are excluded: they contain plain records, whose lengths look alike.
    private func endsInTrailer(consumed: UInt64, produced: UInt64) -> Bool {
        guard consumed >= Self.fixedHeadByteCount + Self.trailerByteCount, tail > 0,
            produced == 0 || produced > consumed
        else { return false }
        // Of a trailer that lacks its last byte, the length would begin one byte higher.
        guard produced == 0 || UInt64(tail) < 256 * produced else { return false }
        let length = UInt32(truncatingIfNeeded: produced)
        return min(tail &- length, length &- tail) <= Self.lengthTolerance
    }

    /// Whether the head is one that a writer can have begun: complete, or a part whose fields are
    /// no longer than any writer makes them.
    private var headLooksWritten: Bool {
        if head.count > 2, head[2] != Self.deflateMethod { return false }
        guard head.count > Int(Self.fixedHeadByteCount) else { return true }
        let flags = head[3]
        var rest = head.dropFirst(Int(Self.fixedHeadByteCount))
        if flags & Self.extraFlag != 0 {
            guard rest.count >= 2 else { return true }
            let length = Int(rest[rest.startIndex]) | Int(rest[rest.startIndex + 1]) << 8
            rest = rest.dropFirst(2)
            guard rest.count >= length else { return length <= Self.extraLimit }
            rest = rest.dropFirst(length)
        }
        for flag in [Self.nameFlag, Self.commentFlag] where flags & flag != 0 {
            guard let end = rest.firstIndex(of: 0) else {
                return rest.count <= Self.textLimit && rest.allSatisfy(Self.isPrintable)
            }
            rest = rest[(end + 1)...]
        }
        return true
    }

    private static func isPrintable(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7f }

    private static let gzipMagic: UInt8 = 0x1f
    private static let deflateMethod: UInt8 = 8
    private static let fixedHeadByteCount: UInt64 = 10
    private static let trailerByteCount: UInt64 = 8
    private static let extraFlag: UInt8 = 1 << 2
    private static let nameFlag: UInt8 = 1 << 3
    private static let commentFlag: UInt8 = 1 << 4
    /// bgzip's extra field has 6 bytes.
    private static let extraLimit = 64
    /// No file system allows longer names.
    private static let textLimit = 255
    /// How far swallowed or wrongly decoded bytes may change the decompressed length.
    private static let lengthTolerance: UInt32 = 64 * 1024
    /// Enough for everything that is examined.
    private static let headLimit = 1_024
}
