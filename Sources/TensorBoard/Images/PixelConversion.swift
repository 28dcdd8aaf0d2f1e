/// Elements of any type as channels of 8 bits.
///
/// - `DT_UINT8` stays as it is.
/// - Floats are scaled from 0...1 by the rule of TensorFlow's `convert_image_dtype`: times 255.5,
///   rounded down, clipped. 0 becomes 0, 1 becomes 255, and n/255 becomes n.
/// - Other integers are clipped to 0...255; they are not scaled.
/// - `DT_BOOL` becomes 0 and 255.
///
/// With 16 bits, `DT_UINT16` stays as it is, the most significant byte first.
struct PixelConversion {
    /// The channels, in the order of the elements.
    private(set) var bytes: [UInt8]
    /// A mark for each element, which says whether it is finite; empty if all are.
    private(set) var marks: [UInt8] = []
    /// The elements that are not as they were.
    private(set) var clipped = ClippedElements()

    /// The meaning of a mark; the greatest among a pixel's channels counts.
    enum Mark: UInt8 {
        case finite
        case negativeInfinity
        case positiveInfinity
        case nan
    }

    /// Converts `count` elements; `nil` for types that are not pixels.
    init?(
        _ elements: UnsafeRawBufferPointer,
        count: Int,
        dtype: DataType,
        bitDepth: PNGBitDepth = .eight
    ) {
        bytes = []
        clipped.count = count
        clipped.dtype = dtype
        switch dtype {
        case .uint8: bytes = Array(elements.prefix(count))
        case .bool: bytes = elements.prefix(count).map { $0 == 0 ? 0 : 255 }
        case .int8: clip(elements, count, Int8.self)
        case .int16: clip(elements, count, Int16.self)
        case .uint16 where bitDepth == .sixteen: bytes = Self.bigEndian(elements, count)
        case .uint16: clip(elements, count, UInt16.self)
        case .int32: clip(elements, count, Int32.self)
        case .uint32: clip(elements, count, UInt32.self)
        case .int64: clip(elements, count, Int64.self)
        case .uint64: clip(elements, count, UInt64.self)
        case .float: scale(elements, count, Float.self) { $0 }
        case .double:
            scale(elements, count, Double.self) { value in
                // A number that only a double can hold is not infinite.
                value.isFinite ? Float(min(max(value, -0x1p127), 0x1p127)) : Float(value)
            }
        case .half: scale(elements, count, UInt16.self, SmallFloat.half)
        case .bfloat16: scale(elements, count, UInt16.self, SmallFloat.bfloat16)
        default:
            guard let type = SmallFloat.Float8(dtype) else { return nil }
            scale(elements, count, UInt8.self, type.value)
        }
    }

    private mutating func clip<Stored: FixedWidthInteger & BitwiseCopyable>(
        _ elements: UnsafeRawBufferPointer,
        _ count: Int,
        _ type: Stored.Type
    ) {
        var (least, greatest) = (Stored.max, Stored.min)
        var clippedCount = 0
        bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, initializedCount in
            for index in 0..<count {
                let offset = index * MemoryLayout<Stored>.size
                let element = elements.loadUnaligned(fromByteOffset: offset, as: Stored.self)
                bytes[index] = UInt8(clamping: element)
                if Stored(truncatingIfNeeded: bytes[index]) != element {
                    clippedCount += 1
                    least = min(least, element)
                    greatest = max(greatest, element)
                }
            }
            initializedCount = count
        }
        clipped.add(clippedCount, from: Double(least), to: Double(greatest))
    }

    private static func bigEndian(_ elements: UnsafeRawBufferPointer, _ count: Int) -> [UInt8] {
        var bytes = Array(elements.prefix(2 * count))
        for index in stride(from: 0, to: bytes.count - 1, by: 2) { bytes.swapAt(index, index + 1) }
        return bytes
    }

    /// Converts block by block, so that all types share the vectorized loop over floats.
    @inline(__always)
    private mutating func scale<Stored: BitwiseCopyable>(
        _ elements: UnsafeRawBufferPointer,
        _ count: Int,
        _ type: Stored.Type,
        _ value: (Stored) -> Float
    ) {
        var marks: [UInt8] = []
        var clipped = clipped
        bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, initializedCount in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.blockCount) { block in
                for start in stride(from: 0, to: count, by: Self.blockCount) {
                    let length = min(Self.blockCount, count - start)
                    for index in 0..<length {
                        let offset = (start + index) * MemoryLayout<Stored>.size
                        block[index] = value(
                            elements.loadUnaligned(fromByteOffset: offset, as: Stored.self)
                        )
                    }
                    let floats = UnsafeBufferPointer(rebasing: block[..<length])
                    let output = UnsafeMutableBufferPointer(rebasing: bytes[start..<start + length])
                    guard !Self.scale(floats, to: output) else { continue }
                    if !clipped.add(floats) { continue }
                    if marks.isEmpty { marks = [UInt8](repeating: 0, count: count) }
                    for index in 0..<length {
                        marks[start + index] = Self.mark(of: floats[index]).rawValue
                    }
                }
            }
            initializedCount = count
        }
        self.marks = marks
        self.clipped = clipped
    }

    /// Scales floats to bytes.
    ///
    /// - Returns: Whether all are in range; if not, they may be, and the caller looks closer.
    private static func scale(
        _ floats: UnsafeBufferPointer<Float>,
        to bytes: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        guard let floats = floats.baseAddress, let output = bytes.baseAddress else { return true }
        var greatest: UInt32 = 0
        for index in 0..<bytes.count {
            // The sign is the highest bit: negative numbers count as the greatest.
            greatest = max(greatest, floats[index].bitPattern)
            output[index] = scaled(floats[index])
        }
        return greatest <= Float(1).bitPattern
    }

    /// The standard library's conversions check their range, which cannot be vectorized.
    @inline(__always)
    private static func scaled(_ value: Float) -> UInt8 {
        let scaled = value * 255.5
        let positive = scaled > 0 ? scaled : 0
        let clipped = positive < 255 ? positive : 255
        // Starting at 2^23, a float's lowest bits are the nearest integer.
        let shifted = clipped + 0x1p23
        let isRoundedUp = shifted - 0x1p23 > clipped
        return UInt8(truncatingIfNeeded: shifted.bitPattern &- (isRoundedUp ? 1 : 0))
    }

    private static func mark(of value: Float) -> Mark {
        if value.isFinite { return .finite }
        return value.isNaN ? .nan : value > 0 ? .positiveInfinity : .negativeInfinity
    }

    private static let blockCount = 1024
}
