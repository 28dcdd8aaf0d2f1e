/// The smallest and the largest of some floating-point numbers, and the count of NaN.
///
/// "ColumnOrder" of parquet.thrift states the rules: NaN is in neither bound, and a bound of zero
/// is -0.0 as a minimum and +0.0 as a maximum, so that it holds for both zeros.
struct FloatBounds<Value: BinaryFloatingPoint & SIMDScalar> {
    private var minimum = Value.infinity
    private var maximum = -Value.infinity
    private var nanCount = 0

    /// Adds a value that occurs so many times.
    mutating func add(_ value: Value, count: Int) {
        guard count > 0 else { return }
        if value.isNaN { nanCount += count }
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
    }

    /// Adds values.
    mutating func add(_ values: UnsafeBufferPointer<Value>) {
        var start = 0
        // A block is short enough to stay in the first cache for the count of NaN.
        while start < values.count {
            let end = min(start + 1024, values.count)
            addBlock(UnsafeBufferPointer(rebasing: values[start..<end]))
            start = end
        }
    }

    @inline(__always)
    private mutating func addBlock(_ values: UnsafeBufferPointer<Value>) {
        let bytes = UnsafeRawBufferPointer(values)
        var low = SIMD4(repeating: minimum)
        var high = SIMD4(repeating: maximum)
        // Sums are NaN where a value is, and where infinities of both signs meet.
        var sum = SIMD4<Value>(repeating: 0)
        var index = 0
        while index + 4 <= values.count {
            let offset = index * MemoryLayout<Value>.stride
            let next = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<Value>.self)
            low.replace(with: next, where: next .< low)
            high.replace(with: next, where: next .> high)
            sum += next
            index += 4
        }
        for lane in 0..<4 {
            if low[lane] < minimum { minimum = low[lane] }
            if high[lane] > maximum { maximum = high[lane] }
        }
        while index < values.count {
            add(values[index], count: 1)
            index += 1
        }
        guard sum.sum().isNaN else { return }
        for value in values[..<(values.count & ~3)] where value.isNaN { nanCount += 1 }
    }

    /// The bounds as a file states them.
    var statistics: ValueStatistics {
        guard minimum <= maximum else { return ValueStatistics(nanCount: nanCount) }
        return ValueStatistics(
            minimum: Self.bytes(minimum == 0 ? -0.0 : minimum),
            maximum: Self.bytes(maximum == 0 ? 0.0 : maximum),
            nanCount: nanCount
        )
    }

    private static func bytes(_ value: Value) -> [UInt8] {
        // All platforms of Swift are little-endian, as the format is.
        withUnsafeBytes(of: value) { Array($0) }
    }
}
