/// Packs numbers into a few bits each, from the least significant bit of each byte.
///
/// See "Run Length Encoding / Bit-Packing Hybrid" in Encodings.md.
struct BitPacker {
    // 64 numbers fill as many whole words as each of them has bits.
    private var words = [UInt64](repeating: 0, count: 64)

    /// Appends numbers, and zeros up to a multiple of eight of them.
    ///
    /// - Parameters:
    ///   - values: Numbers of at most `width` bits.
    ///   - width: The bits for each, up to 64.
    ///   - bytes: Where they go.
    mutating func append<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafeBufferPointer<Value>,
        width: Int,
        to bytes: inout [UInt8]
    ) {
        var start = 0
        while start < values.count {
            let end = min(start + 64, values.count)
            pack(UnsafeBufferPointer(rebasing: values[start..<end]), width: width)
            let byteCount = (end - start + 7) / 8 * width
            words.withUnsafeBytes {
                bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<byteCount]))
            }
            start = end
        }
    }

    private mutating func pack<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafeBufferPointer<Value>,
        width: Int
    ) {
        words.withUnsafeMutableBufferPointer { words in
            var word: UInt64 = 0
            var bitCount = 0
            var index = 0
            for value in values {
                let bits = UInt64(truncatingIfNeeded: value)
                word |= bits &<< UInt64(bitCount)
                bitCount += width
                if bitCount >= 64 {
                    words[index] = word.littleEndian
                    index += 1
                    bitCount -= 64
                    // A shift by all bits of a word would leave them where they are.
                    word = bitCount == 0 ? 0 : bits &>> UInt64(width - bitCount)
                }
            }
            if index < 64 { words[index] = word.littleEndian }
            // Zeros that fill the last group of eight may reach beyond that word.
            var next = index + 1
            while next < 64, next * 8 < (values.count + 7) / 8 * width {
                words[next] = 0
                next += 1
            }
        }
    }
}
