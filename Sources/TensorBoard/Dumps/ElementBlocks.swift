internal import CKernels
internal import TensorBoardEvents

/// A tensor's elements as floats or doubles, block by block, without a copy of the whole.
struct ElementBlocks {
    private let bytes: UnsafeRawBufferPointer
    private let dtype: DataType
    private let size: Int

    /// `nil` if the elements are not numbers.
    init?(_ bytes: UnsafeRawBufferPointer, _ dtype: DataType) {
        guard let size = dtype.byteCount else { return nil }
        self.bytes = bytes
        self.dtype = dtype
        self.size = size
    }

    /// Passes all elements on, in order.
    ///
    /// Types with more bits than a float, and the magnitudes of complex ones, go to `doubles`; all
    /// others, which a float holds exactly, to `floats`. A truncated element at the end is left
    /// out.
    ///
    /// - Parameters:
    ///   - floats: Receives elements, of any alignment, their number and the index of the first.
    ///   - doubles: The same.
    func forEach(
        floats: (UnsafeRawPointer, Int, Int) -> Void,
        doubles: (UnsafeRawPointer, Int, Int) -> Void
    ) {
        guard let start = bytes.baseAddress else { return }
        let count = bytes.count / size
        switch dtype {
        case .float: floats(start, count, 0)
        case .double: doubles(start, count, 0)
        case .half: widened(floats) { ck_widen_f16($0, $1, $2) }
        case .bfloat16: widened(floats) { ck_widen_bf16($0, $1, $2) }
        case .int8: converted(floats, Int8.self) { Float($0) }
        case .uint8: converted(floats, UInt8.self) { Float($0) }
        case .bool: converted(floats, UInt8.self) { Float($0 == 0 ? 0 : 1) }
        case .int16: converted(floats, Int16.self) { Float($0) }
        case .uint16: converted(floats, UInt16.self) { Float($0) }
        case .int32: converted(doubles, Int32.self) { Double($0) }
        case .uint32: converted(doubles, UInt32.self) { Double($0) }
        case .int64: converted(doubles, Int64.self) { Double($0) }
        case .uint64: converted(doubles, UInt64.self) { Double($0) }
        case .complex64:
            converted(doubles, (Float, Float).self) {
                // No square of a float overflows a double, or vanishes in it.
                let (real, imaginary) = (Double($0.0), Double($0.1))
                return (real * real + imaginary * imaginary).squareRoot()
            }
        case .complex128: converted(doubles, (Double, Double).self, Self.magnitude)
        default:
            let table = SmallFloat.values(dtype)
            converted(floats, UInt8.self) { table[Int($0)] }
        }
    }

    /// The length of the hypotenuse, at most the largest double if both parts are finite.
    private static func magnitude(_ parts: (Double, Double)) -> Double {
        let (long, short) = (max(abs(parts.0), abs(parts.1)), min(abs(parts.0), abs(parts.1)))
        guard parts.0.isFinite, parts.1.isFinite, long > 0 else { return long + short }
        let ratio = short / long
        return min(long * (1 + ratio * ratio).squareRoot(), .greatestFiniteMagnitude)
    }

    private func widened(
        _ body: (UnsafeRawPointer, Int, Int) -> Void,
        _ widen: (UnsafeRawPointer, Int, UnsafeMutablePointer<Float>) -> Void
    ) {
        inBlocks(of: Float.self, body) { source, block in
            guard let target = block.baseAddress else { return }
            widen(source, block.count, target)
        }
    }

    @inline(__always)
    private func converted<Stored: BitwiseCopyable, Value: BitwiseCopyable>(
        _ body: (UnsafeRawPointer, Int, Int) -> Void,
        _ type: Stored.Type,
        _ value: (Stored) -> Value
    ) {
        inBlocks(of: Value.self, body) { source, block in
            for index in block.indices {
                let offset = index * MemoryLayout<Stored>.stride
                block[index] = value(source.loadUnaligned(fromByteOffset: offset, as: type))
            }
        }
    }

    @inline(__always)
    private func inBlocks<Value: BitwiseCopyable>(
        of type: Value.Type,
        _ body: (UnsafeRawPointer, Int, Int) -> Void,
        _ fill: (UnsafeRawPointer, UnsafeMutableBufferPointer<Value>) -> Void
    ) {
        guard let start = bytes.baseAddress else { return }
        let count = bytes.count / size
        withUnsafeTemporaryAllocation(of: type, capacity: Self.blockCount) { memory in
            guard let first = memory.baseAddress else { return }
            var index = 0
            while index < count {
                let block = UnsafeMutableBufferPointer(
                    start: first,
                    count: min(Self.blockCount, count - index)
                )
                fill(start + index * size, block)
                body(UnsafeRawPointer(first), block.count, index)
                index += block.count
            }
        }
    }

    // As many as the digest processes at once.
    private static let blockCount = 4_096
}

extension SmallFloat {
    /// The values of all bytes of a type with one-byte elements; zeros for other types.
    static func values(_ dtype: DataType) -> [Float] {
        if let type = Float8(dtype) { return (0...255).map { type.value(UInt8($0)) } }
        guard dtype == .float4E2M1FN else { return [Float](repeating: 0, count: 256) }
        // 1 bit of sign, 2 of exponent, 1 of mantissa.
        let magnitudes: [Float] = [0, 0.5, 1, 1.5, 2, 3, 4, 6]
        return (0...255).map { $0 & 8 == 0 ? magnitudes[$0 & 7] : -magnitudes[$0 & 7] }
    }
}
