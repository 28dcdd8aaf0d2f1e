/// Integers as differences, which take no bits where all of a block are the same.
///
/// See "Delta Encoding" in Encodings.md. Differences that overflow wrap around, as it says.
struct DeltaEncoder<Value: FixedWidthInteger & SignedInteger & BitwiseCopyable>: ValueEncoder
where Value.Magnitude: FixedWidthInteger & UnsignedInteger {
    private(set) var page: [UInt8] = []
    private var blocks: [UInt8] = []
    private var bounds = IntegerBounds<Value>()
    private var first: Value = 0
    private var previous: Value = 0
    private var count = 0
    /// The values after the last full block.
    private var pending: [Value] = []
    private var deltas = [Value](repeating: 0, count: Self.blockSize)
    private var offsets = [Value.Magnitude](repeating: 0, count: Self.blockSize)
    private var packer = BitPacker()

    private static var blockSize: Int { 128 }
    private static var miniblockSize: Int { 32 }

    var openByteCount: Int { blocks.count }
    var capacity: Int { page.capacity + blocks.capacity }
    var statistics: ValueStatistics { bounds.statistics }

    mutating func append(_ values: UnsafeBufferPointer<Value>) {
        guard let start = values.first else { return }
        var index = 0
        if count == 0 {
            begin(start)
            index = 1
        }
        count += values.count - index
        if !pending.isEmpty {
            let end = min(values.count, index + Self.blockSize - pending.count)
            pending.append(contentsOf: values[index..<end])
            index = end
            encodePendingIfFull()
        }
        while values.count - index >= Self.blockSize {
            encode(UnsafeBufferPointer(rebasing: values[index..<index + Self.blockSize]))
            index += Self.blockSize
        }
        if index < values.count { pending.append(contentsOf: values[index...]) }
    }

    mutating func append(repeating value: Value, count repetitions: Int) {
        guard repetitions > 0 else { return }
        var rest = repetitions
        if count == 0 {
            begin(value)
            rest -= 1
        }
        count += rest
        // Blocks of the same value have no differences, once the block before them ends with it.
        while rest > 0, !pending.isEmpty || previous != value {
            pending.append(value)
            rest -= 1
            encodePendingIfFull()
        }
        let blockCount = rest / Self.blockSize
        blocks.append(contentsOf: repeatElement(0, count: blockCount * 5))
        for _ in 0..<(rest % Self.blockSize) { pending.append(value) }
        if rest > 0 { bounds.add(value) }
    }

    mutating func sealPage() -> PageEncoding {
        encodePending()
        page.appendVarint(UInt64(Self.blockSize))
        page.appendVarint(UInt64(Self.blockSize / Self.miniblockSize))
        page.appendVarint(UInt64(count))
        page.appendZigZag(Int64(first))
        page += blocks
        return .deltaBinaryPacked
    }

    mutating func beginPage() {
        page.removeAll(keepingCapacity: true)
        blocks.removeAll(keepingCapacity: true)
        first = 0
        count = 0
    }

    mutating func beginChunk() {
        bounds = IntegerBounds()
    }

    mutating func releaseMemory() {
        page = []
        blocks = []
    }

    private mutating func begin(_ value: Value) {
        first = value
        previous = value
        count = 1
        bounds.add(value)
    }

    private mutating func encodePendingIfFull() {
        if pending.count == Self.blockSize { encodePending() }
    }

    private mutating func encodePending() {
        guard !pending.isEmpty else { return }
        // A copy would cost another array each time.
        var values: [Value] = []
        swap(&values, &pending)
        values.withUnsafeBufferPointer { encode($0) }
        values.removeAll(keepingCapacity: true)
        swap(&values, &pending)
    }

    /// Encodes up to a block's values, of which there is at least one.
    private mutating func encode(_ values: UnsafeBufferPointer<Value>) {
        let last = values[values.count - 1]
        if let delta = commonDelta(of: values) {
            blocks.appendZigZag(Int64(delta))
            for _ in 0..<(Self.blockSize / Self.miniblockSize) { blocks.append(0) }
        } else {
            bounds.add(values)
            encodeDeltas(of: values)
        }
        previous = last
    }

    /// The difference that all values have to those before them, and adds them to the bounds.
    private mutating func commonDelta(of values: UnsafeBufferPointer<Value>) -> Value? {
        let delta = values[0] &- previous
        var different: Value = 0
        for index in 1..<max(values.count, 1) {
            different |= (values[index] &- values[index &- 1]) ^ delta
        }
        guard different == 0 else { return nil }
        let last = values[values.count - 1]
        let (distance, overflow) = delta.multipliedReportingOverflow(by: Value(values.count - 1))
        // Without an overflow on the way, all values lie between the first and the last.
        if !overflow, !values[0].addingReportingOverflow(distance).overflow {
            bounds.add(values[0])
            bounds.add(last)
        } else {
            bounds.add(values)
        }
        return delta
    }

    private mutating func encodeDeltas(of values: UnsafeBufferPointer<Value>) {
        let minimum = fillDeltas(of: values)
        blocks.appendZigZag(Int64(minimum))
        let start = blocks.count
        blocks.append(contentsOf: repeatElement(0, count: Self.blockSize / Self.miniblockSize))
        var index = 0
        while index < values.count {
            let miniblock = index..<index + Self.miniblockSize
            var bits: Value.Magnitude = 0
            for index in miniblock {
                let offset = Value.Magnitude(truncatingIfNeeded: deltas[index] &- minimum)
                offsets[index] = offset
                bits |= offset
            }
            let width = Value.bitWidth - bits.leadingZeroBitCount
            blocks[start + index / Self.miniblockSize] = UInt8(width)
            offsets.withUnsafeBufferPointer {
                packer.append(
                    UnsafeBufferPointer(rebasing: $0[miniblock]),
                    width: width,
                    to: &blocks
                )
            }
            index += Self.miniblockSize
        }
    }

    /// Computes all differences, and those of values that a full block would have as the smallest.
    private mutating func fillDeltas(of values: UnsafeBufferPointer<Value>) -> Value {
        deltas[0] = values[0] &- previous
        var minimum = deltas[0]
        for index in 1..<max(values.count, 1) {
            let delta = values[index] &- values[index &- 1]
            deltas[index] = delta
            minimum = min(minimum, delta)
        }
        for index in values.count..<Self.blockSize { deltas[index] = minimum }
        return minimum
    }
}
