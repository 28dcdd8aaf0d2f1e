/// The least and the greatest of some floats, and how many of them lie outside of 0…1.
struct FloatRange {
    private(set) var least = Float.infinity
    private(set) var greatest = -Float.infinity
    /// The number of finite floats outside of 0…1.
    private(set) var outsideCount = 0

    /// Adds little-endian floats; those that are not finite are findings of their own.
    mutating func add(_ floats: UnsafeRawBufferPointer) {
        for index in 0..<floats.count / 4 {
            let bits = floats.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
            let value = Float(bitPattern: UInt32(littleEndian: bits))
            guard value.isFinite else { continue }
            least = min(least, value)
            greatest = max(greatest, value)
            if value < 0 || value > 1 { outsideCount += 1 }  // in range: numbers in memory
        }
    }
}
