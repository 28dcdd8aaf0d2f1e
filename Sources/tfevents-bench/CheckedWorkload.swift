import TensorBoard
internal import TensorBoardEvents

/// A finite tensor to check.
struct CheckedWorkload {
    /// The element type's name in the Python script.
    let dtype: String
    let byteCount: Int

    static let all = [1 << 20, 64 << 20].flatMap { byteCount in
        ["float", "double", "half", "bfloat16"].map {
            CheckedWorkload(dtype: $0, byteCount: byteCount)
        }
    }

    /// The repetitions of an operation that takes about a tenth of a millisecond per MiB.
    var repetitions: Int { max(10, (256 << 20) / byteCount) }

    /// Numbers between −1 and 1.
    var tensor: RawTensor {
        var state: UInt64 = 1
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-52 - 1
        }
        return switch dtype {
        case "double": tensor(.double) { next() }
        case "half": tensor(.half) { Self.halfBits(Float(next())) }
        case "bfloat16": tensor(.bfloat16) { UInt16(Float(next()).bitPattern >> 16) }
        default: tensor(.float) { Float(next()) }
        }
    }

    private func tensor<Element>(_ dtype: DataType, _ next: () -> Element) -> RawTensor {
        let count = byteCount / MemoryLayout<Element>.size
        let elements = (0..<count).map { _ in next() }
        let bytes = elements.withUnsafeBytes { Array($0) }
        return RawTensor(dtype: dtype, shape: [count], bytes: bytes)
    }

    /// Truncates, which is precise enough here: no number is too small.
    private static func halfBits(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        let exponent = Int(bits >> 23 & 0xff) - 112
        guard exponent > 0 else { return 0 }
        return UInt16(bits >> 16 & 0x8000) | UInt16(exponent << 10) | UInt16(bits >> 13 & 0x3ff)
    }
}
