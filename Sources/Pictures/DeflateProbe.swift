/// An estimate of how well a buffer would compress, from a few pieces of it.
struct DeflateProbe {
    /// The bits per byte if each byte is coded by its frequency.
    private(set) var bitsPerByte = 0.0
    /// The bits per byte if repetitions refer to earlier bytes.
    private(set) var bitsPerByteWithMatches = 0.0
    /// The fraction of bytes that equal the three before them.
    private(set) var runShare = 0.0

    /// Examines `bytes`: all of a small buffer, an eighth of a large one.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let pieces = Self.pieces(of: bytes.count)
        var literals = [UInt32](repeating: 0, count: 256)
        var tokens = MatchTokens()
        var byteCount = 0
        var runByteCount = 0
        for piece in pieces {
            let piece = UnsafeBufferPointer(rebasing: bytes[piece])
            for byte in piece { literals[Int(byte)] &+= 1 }
            runByteCount += Self.runByteCount(in: piece)
            tokens.add(piece)
            byteCount += piece.count
        }
        guard byteCount > 0 else { return }
        bitsPerByte = EntropyEstimate.bits(of: literals) / Double(byteCount)
        bitsPerByteWithMatches = tokens.bits / Double(byteCount)
        runShare = Double(runByteCount) / Double(byteCount)
    }

    private static func pieces(of byteCount: Int) -> [Range<Int>] {
        guard byteCount > 2 * pieceCount * pieceByteCount else { return [0..<byteCount] }
        let stride = byteCount / pieceCount
        return (0..<pieceCount).map { index in
            index * stride..<index * stride + pieceByteCount
        }
    }

    private static func runByteCount(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard bytes.count > 3 else { return 0 }
        var count: UInt32 = 0
        for index in 3..<bytes.count {
            let byte = bytes[index]
            let differs =
                (byte ^ bytes[index - 1]) | (byte ^ bytes[index - 2]) | (byte ^ bytes[index - 3])
            count &+= differs == 0 ? 1 : 0
        }
        return Int(count)
    }

    private static let pieceCount = 4
    private static let pieceByteCount = 2048
}

/// The codes that a fast, greedy search for repetitions would pass to deflate's entropy coder.
///
/// Lengths and distances are grouped by powers of two, which is close to RFC 1951, 3.2.5.
private struct MatchTokens {
    /// The counts of the 256 literals, then of the lengths.
    private var symbols = [UInt32](repeating: 0, count: 256 + 16)
    private var distances = [UInt32](repeating: 0, count: 16)
    private var extraBits = 0
    /// The last position of each hash, plus one, so that 0 is an empty slot.
    private var positions = [Int32](repeating: 0, count: 1 << Self.hashBits)

    /// The size of all codes in bits.
    var bits: Double {
        EntropyEstimate.bits(of: symbols) + EntropyEstimate.bits(of: distances) + Double(extraBits)
    }

    /// Searches a piece by itself, without earlier ones.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        for slot in positions.indices { positions[slot] = 0 }
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index + 4 <= bytes.count {
            let earlier = exchange(raw, at: index)
            guard earlier >= 0, Self.word(raw, at: earlier) == Self.word(raw, at: index) else {
                symbols[Int(bytes[index])] &+= 1
                index += 1
                continue
            }
            var length = 3
            while length < 258, index + length < bytes.count,
                bytes[index + length] == bytes[earlier + length]
            {
                length += 1
            }
            let end = index + length
            count(length: length, distance: index - earlier)
            index += 1
            while index < end {
                if index + 4 <= bytes.count { _ = exchange(raw, at: index) }
                index += 1
            }
        }
    }

    private mutating func count(length: Int, distance: Int) {
        if length <= 10 {
            symbols[253 + length] &+= 1
        } else {
            let power = Self.power(of: length - 3)
            symbols[256 + 5 + power] &+= 1
            extraBits += power
        }
        let power = Self.power(of: distance)
        distances[min(power, 15)] &+= 1
        extraBits += power
    }

    /// Records the three bytes at `index`, and returns their possible earlier position.
    private mutating func exchange(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let hash = (Self.word(bytes, at: index) &* 2_654_435_761) &>> (32 - Self.hashBits)
        let earlier = Int(positions[Int(hash)]) - 1
        positions[Int(hash)] = Int32(truncatingIfNeeded: index + 1)
        return earlier
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt32 {
        bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self).littleEndian & 0xff_ffff
    }

    private static func power(of value: Int) -> Int {
        Int.bitWidth - 1 - max(value, 1).leadingZeroBitCount
    }

    private static let hashBits: UInt32 = 12
}

/// Shannon's measure.
private enum EntropyEstimate {
    /// The bits needed for symbols with these counts.
    static func bits(of counts: [UInt32]) -> Double {
        let total = counts.reduce(0) { $0 + Double($1) }
        guard total > 0 else { return 0 }
        return counts.reduce(0) { bits, count in
            count == 0 ? bits : bits + Double(count) * (log2(total) - log2(Double(count)))
        }
    }

    /// Within 0.09 of the logarithm, by the exponent and a straight line.
    private static func log2(_ value: Double) -> Double {
        Double(value.exponent) + value.significand - 1
    }
}
