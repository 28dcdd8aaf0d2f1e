/// The smallest and the largest of some integers.
struct IntegerBounds<Value: FixedWidthInteger> {
    private var minimum = Value.max
    private var maximum = Value.min

    /// Adds a value.
    mutating func add(_ value: Value) {
        minimum = min(minimum, value)
        maximum = max(maximum, value)
    }

    /// Adds values.
    mutating func add(_ values: UnsafeBufferPointer<Value>) {
        var low = minimum
        var high = maximum
        for value in values {
            low = min(low, value)
            high = max(high, value)
        }
        minimum = low
        maximum = high
    }

    /// The bounds as a file states them.
    var statistics: ValueStatistics {
        guard minimum <= maximum else { return ValueStatistics() }
        return ValueStatistics(minimum: Self.bytes(minimum), maximum: Self.bytes(maximum))
    }

    private static func bytes(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
