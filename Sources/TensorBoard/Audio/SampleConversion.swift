/// Elements of any type as samples of a WAV file.
///
/// - Floats are scaled from -1...1 by 32768, rounded to the nearest (halves away from zero) and
///   clipped to 16 bits, as TensorFlow's `encode_wav` does it. Infinities are full scale, NaN is silence.
/// - `DT_INT16`, `DT_INT32` and `DT_UINT8` (silent at 128) are PCM as they are; `DT_INT8` is
///   shifted to the range of `DT_UINT8`.
struct SampleConversion {
    let encoding: WAVFormat.Encoding
    private let dtype: DataType

    /// `nil` for types that are not samples.
    init?(_ dtype: DataType) {
        self.dtype = dtype
        switch dtype {
        case .uint8, .int8: encoding = .pcm8
        case .int32: encoding = .pcm32
        case .int16, .float, .double, .half, .bfloat16: encoding = .pcm16
        default: return nil
        }
    }

    /// The size of an element.
    var elementByteCount: Int {
        switch dtype {
        case .uint8, .int8: 1
        case .int16, .half, .bfloat16: 2
        case .double: 8
        default: 4
        }
    }

    /// Adds samples to the end of `output`.
    ///
    /// - Returns: The number of NaN samples.
    func append(_ elements: UnsafeRawBufferPointer, to output: inout [UInt8]) -> Int {
        switch dtype {
        case .int8:
            output += elements.lazy.map { $0 ^ 0x80 }
            return 0
        case .float: return append(elements, Float.self, to: &output) { $0 }
        case .double:
            return append(elements, Double.self, to: &output) { value in
                // Rounded once, not first to a float; and a very large double is not infinite.
                value.isNaN ? .nan : Float((min(max(value, -1), 1) * 32_768).rounded() / 32_768)
            }
        case .half: return append(elements, UInt16.self, to: &output, SmallFloat.half)
        case .bfloat16: return append(elements, UInt16.self, to: &output, SmallFloat.bfloat16)
        default:
            // Little-endian in memory as in the file.
            output += elements
            return 0
        }
    }

    @inline(__always)
    private func append<Stored: BitwiseCopyable>(
        _ elements: UnsafeRawBufferPointer,
        _ type: Stored.Type,
        to output: inout [UInt8],
        _ value: (Stored) -> Float
    ) -> Int {
        let count = elements.count / MemoryLayout<Stored>.size
        var nanCount = 0
        let samples = [Int16](unsafeUninitializedCapacity: count) { samples, initializedCount in
            for index in 0..<count {
                let offset = index * MemoryLayout<Stored>.size
                let value = value(elements.loadUnaligned(fromByteOffset: offset, as: Stored.self))
                nanCount &+= value.isNaN ? 1 : 0
                samples[index] = Self.sample(value)
            }
            initializedCount = count
        }
        samples.withUnsafeBytes { output += $0 }
        return nanCount
    }

    @inline(__always)
    private static func sample(_ value: Float) -> Int16 {
        let scaled = value * 32_768
        let above = scaled > -32_768 ? scaled : -32_768
        let clipped = above < 32_767 ? above : 32_767
        let audible = value == value ? clipped : 0
        // The lowest bits of the sum are the nearest integer; a range check would keep the loop
        // from being vectorized.
        let shifted = audible + 0x1.8p23
        // Halves were rounded to even and should be rounded away from zero.
        let rest = audible - (shifted - 0x1.8p23)
        let step: UInt32 =
            rest == 0.5 && audible > 0 ? 1 : rest == -0.5 && audible < 0 ? .max : 0
        return Int16(truncatingIfNeeded: shifted.bitPattern &+ step)
    }
}
