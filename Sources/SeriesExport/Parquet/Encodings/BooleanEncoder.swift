/// Booleans as runs of bits.
struct BooleanEncoder: ValueEncoder {
    private(set) var page: [UInt8] = []
    private var bits = BitRuns()
    private var hasFalse = false
    private var hasTrue = false

    var openByteCount: Int { bits.byteCount }
    var capacity: Int { page.capacity + bits.capacity }

    var statistics: ValueStatistics {
        guard hasFalse || hasTrue else { return ValueStatistics() }
        return ValueStatistics(minimum: [hasFalse ? 0 : 1], maximum: [hasTrue ? 1 : 0])
    }

    mutating func append(_ values: UnsafeBufferPointer<Bool>) {
        let trueCount = bits.append(values)
        if trueCount > 0 { hasTrue = true }
        if trueCount < values.count { hasFalse = true }
    }

    mutating func append(repeating value: Bool, count: Int) {
        guard count > 0 else { return }
        bits.append(repeating: value, count: count)
        if value { hasTrue = true } else { hasFalse = true }
    }

    mutating func sealPage() -> PageEncoding {
        page.appendLengthPrefixed(bits)
        return .rle
    }

    mutating func beginPage() {
        page.removeAll(keepingCapacity: true)
        bits.removeAll()
    }

    mutating func beginChunk() {
        hasFalse = false
        hasTrue = false
    }

    mutating func releaseMemory() {
        page = []
        bits = BitRuns()
    }
}

extension [UInt8] {
    /// Appends the size of encoded bits in four bytes, and the bits.
    mutating func appendLengthPrefixed(_ bits: BitRuns) {
        let start = count
        appendLittleEndian(0)
        bits.encode(to: &self)
        let byteCount = UInt32(truncatingIfNeeded: count - start - 4)
        for index in 0..<4 {
            self[start + index] = UInt8(truncatingIfNeeded: byteCount >> (8 * UInt32(index)))
        }
    }
}
