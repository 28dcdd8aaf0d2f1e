/// The first and the last of some strings in the order of their bytes.
struct StringBounds {
    private var minimum: [UInt8]?
    private var maximum: [UInt8] = []

    /// Longer bounds are left out: each row group would repeat them in the footer.
    static let byteLimit = 256

    /// Adds a string.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard let minimum else {
            minimum = Array(bytes)
            maximum = Array(bytes)
            return
        }
        if bytes.lexicographicallyPrecedes(minimum) {
            self.minimum = Array(bytes)
        } else if maximum.lexicographicallyPrecedes(bytes) {
            maximum = Array(bytes)
        }
    }

    /// The bounds as a file states them.
    var statistics: ValueStatistics {
        guard let minimum, max(minimum.count, maximum.count) <= Self.byteLimit else {
            return ValueStatistics()
        }
        return ValueStatistics(minimum: minimum, maximum: maximum)
    }
}
