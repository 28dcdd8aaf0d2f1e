extension UnsafeRawBufferPointer {
    /// Whether two buffers hold the same bytes; faster than `memcmp` for short ones.
    @inlinable @inline(__always)
    package func holdsSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        holdsSameBytes(as: other, upTo: .max)
    }

    /// Whether two buffers hold the same bytes and are at most `limit` bytes long.
    ///
    /// The limit costs short buffers no comparison of their own.
    @inlinable @inline(__always)
    package func holdsSameBytes(as other: UnsafeRawBufferPointer, upTo limit: Int) -> Bool {
        guard count == other.count else { return false }
        let last = count &- 8
        guard UInt(bitPattern: last) <= UInt(bitPattern: limit &- 8) else {
            return count < 8 && holdsSameFewBytes(as: other)
        }
        // The last word may overlap the one before: some bytes are compared twice, none beyond.
        var offset = 0
        while offset < last {
            guard word(at: offset) == other.word(at: offset) else { return false }
            offset += 8
        }
        return word(at: last) == other.word(at: last)
    }

    @inlinable @inline(__always)
    func holdsSameFewBytes(as other: UnsafeRawBufferPointer) -> Bool {
        for offset in 0..<count {
            guard self[offset] == other[offset] else { return false }
        }
        return true
    }

    @inlinable @inline(__always)
    func word(at offset: Int) -> UInt64 {
        loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
