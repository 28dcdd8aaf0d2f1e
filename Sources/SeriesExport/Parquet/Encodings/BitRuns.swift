/// Bits, encoded as runs of equal ones where 64 or more of them are equal.
///
/// Booleans and definition levels are such bits. See "Run Length Encoding / Bit-Packing Hybrid" in
/// Encodings.md.
struct BitRuns {
    /// 64 bits each, the first one least significant.
    private var words: [UInt64] = []
    private var tail: UInt64 = 0
    private var tailCount = 0

    /// The number of bits.
    var count: Int { words.count * 64 + tailCount }
    /// The memory in use, in bytes.
    var byteCount: Int { words.count * 8 }
    /// The memory for bits, in bytes.
    var capacity: Int { words.capacity * 8 }

    /// Removes all bits, and keeps their memory.
    mutating func removeAll() {
        words.removeAll(keepingCapacity: true)
        tail = 0
        tailCount = 0
    }

    /// Adds bits.
    ///
    /// - Returns: The number of those that are set.
    @discardableResult
    mutating func append(_ bits: UnsafeBufferPointer<Bool>) -> Int {
        let bytes = UnsafeRawBufferPointer(bits)
        var setCount = 0
        var index = 0
        while index < bytes.count {
            let bitCount = min(64, bytes.count - index)
            var word: UInt64 = 0
            var bit = 0
            while bit + 8 <= bitCount {
                word |= Self.packed(bytes, at: index + bit) &<< UInt64(bit)
                bit += 8
            }
            while bit < bitCount {
                word |= UInt64(bytes[index + bit] & 1) &<< UInt64(bit)
                bit += 1
            }
            setCount += word.nonzeroBitCount
            append(word: word, count: bitCount)
            index += bitCount
        }
        return setCount
    }

    /// Adds a bit that occurs so many times.
    mutating func append(repeating bit: Bool, count: Int) {
        let word: UInt64 = bit ? .max : 0
        var rest = count
        let filling = min(rest, (64 - tailCount) & 63)
        if filling > 0 { append(word: word & Self.mask(filling), count: filling) }
        rest -= filling
        while rest >= 64 {
            words.append(word)
            rest -= 64
        }
        if rest > 0 { append(word: word & Self.mask(rest), count: rest) }
    }

    /// Appends the encoded bits, without their length.
    func encode(to bytes: inout [UInt8]) {
        var index = 0
        while index < words.count {
            let word = words[index]
            var end = index + 1
            if Self.isUniform(word) {
                while end < words.count, words[end] == word { end += 1 }
                var length = (end - index) * 64
                // The last bits go on where the run ends.
                if end == words.count, tail == word & Self.mask(tailCount) {
                    length += tailCount
                    Self.append(run: word, count: length, to: &bytes)
                    return
                }
                Self.append(run: word, count: length, to: &bytes)
            } else {
                while end < words.count, !Self.isUniform(words[end]) { end += 1 }
                bytes.appendVarint(UInt64((end - index) * 8) << 1 | 1)
                for word in words[index..<end] {
                    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
                }
            }
            index = end
        }
        encodeTail(to: &bytes)
    }

    private func encodeTail(to bytes: inout [UInt8]) {
        guard tailCount > 0 else { return }
        if tail == 0 || tail == Self.mask(tailCount) {
            Self.append(run: tail & 1, count: tailCount, to: &bytes)
        } else {
            let byteCount = (tailCount + 7) / 8
            bytes.appendVarint(UInt64(byteCount) << 1 | 1)
            withUnsafeBytes(of: tail.littleEndian) { bytes.append(contentsOf: $0[..<byteCount]) }
        }
    }

    private mutating func append(word: UInt64, count: Int) {
        tail |= word &<< UInt64(tailCount)
        tailCount += count
        guard tailCount >= 64 else { return }
        words.append(tail)
        tailCount -= 64
        tail = tailCount == 0 ? 0 : word &>> UInt64(count - tailCount)
    }

    /// Eight bytes, each 0 or 1, as eight bits.
    private static func packed(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        // Each product moves one bit to its place in the highest byte.
        return (word &* 0x0102_0408_1020_4080) &>> 56
    }

    private static func append(run word: UInt64, count: Int, to bytes: inout [UInt8]) {
        bytes.appendVarint(UInt64(count) << 1)
        bytes.append(UInt8(word & 1))
    }

    private static func isUniform(_ word: UInt64) -> Bool { word == 0 || word == .max }

    private static func mask(_ count: Int) -> UInt64 {
        count >= 64 ? .max : 1 &<< UInt64(count) &- 1
    }
}
