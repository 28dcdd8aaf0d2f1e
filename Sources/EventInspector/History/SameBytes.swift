extension UnsafeRawBufferPointer {
    /// Whether two stretches hold the same bytes; quicker than `memcmp` for what is short.
    @inline(__always)
    func holdsSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        holdsSameBytes(as: other, upTo: .max)
    }

    /// Whether two stretches of at most `limit` bytes hold the same.
    ///
    /// What is too long costs what is short no comparison.
    @inline(__always)
    func holdsSameBytes(as other: UnsafeRawBufferPointer, upTo limit: Int) -> Bool {
        guard count == other.count else { return false }
        guard UInt(bitPattern: count &- 8) <= UInt(bitPattern: limit &- 8) else {
            return count < 8 && holdsSameFewBytes(as: other)
        }
        // The last word may overlap the one before: it is compared twice and no byte is beyond it.
        let last = count - 8
        var offset = 0
        while offset < last {
            guard word(at: offset) == other.word(at: offset) else { return false }
            offset += 8
        }
        return word(at: last) == other.word(at: last)
    }

    @inline(__always)
    private func holdsSameFewBytes(as other: UnsafeRawBufferPointer) -> Bool {
        for offset in 0..<count {
            guard self[offset] == other[offset] else { return false }
        }
        return true
    }

    @inline(__always)
    private func word(at offset: Int) -> UInt64 {
        loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
