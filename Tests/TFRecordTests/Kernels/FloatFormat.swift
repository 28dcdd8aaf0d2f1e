import CKernels
import Testing

/// An element type, described by its fields and decoded by arithmetic: what the kernels are
/// compared with shares no thought with them.
struct FloatFormat: Sendable, CustomTestStringConvertible {
    /// Which patterns are not numbers.
    enum Specials: Sendable {
        /// The greatest exponent: infinities with a zero mantissa, NaNs else.
        case ieee
        /// Only all ones beside the sign is a NaN, and nothing is infinite.
        case finite
        /// Only what would be a negative zero is a NaN, and nothing is infinite.
        case finiteNoNegativeZero
    }

    let name: String
    let element: ck_element
    let exponentBits: Int
    let mantissaBits: Int
    let bias: Int
    let specials: Specials
    /// The greatest finite value: a check on this description, from ml_dtypes' README.
    let greatest: Double

    var testDescription: String { name }
    var byteCount: Int { (1 + exponentBits + mantissaBits) / 8 }
    var patternCount: Int { 1 << (8 * byteCount) }

    /// The value of a bit pattern.
    func value(of pattern: UInt64) -> Double {
        let mantissaCount = 1 << mantissaBits
        let exponentCount = 1 << exponentBits
        let mantissa = Int(pattern) % mantissaCount
        let exponent = Int(pattern) / mantissaCount % exponentCount
        let isNegative = Int(pattern) / mantissaCount / exponentCount == 1
        let isTop = exponent == exponentCount - 1
        switch specials {
        case .ieee where isTop:
            return mantissa > 0 ? .nan : isNegative ? -.infinity : .infinity
        case .finite where isTop && mantissa == mantissaCount - 1:
            return .nan
        case .finiteNoNegativeZero where isNegative && exponent == 0 && mantissa == 0:
            return .nan
        default:
            let fraction = Double(mantissa) / Double(mantissaCount)
            let magnitude =
                exponent == 0
                ? Double(sign: .plus, exponent: 1 - bias, significand: fraction)
                : Double(sign: .plus, exponent: exponent - bias, significand: 1 + fraction)
            return isNegative ? -magnitude : magnitude
        }
    }

    /// A pattern as it stands in a tensor.
    func bytes(of pattern: UInt64) -> [UInt8] {
        withUnsafeBytes(of: pattern.littleEndian) { [UInt8]($0.prefix(byteCount)) }
    }

    static let narrow = [
        FloatFormat(
            name: "half",
            element: CK_FLOAT16,
            exponentBits: 5,
            mantissaBits: 10,
            bias: 15,
            specials: .ieee,
            greatest: 65_504
        ),
        FloatFormat(
            name: "bfloat16",
            element: CK_BFLOAT16,
            exponentBits: 8,
            mantissaBits: 7,
            bias: 127,
            specials: .ieee,
            greatest: 0x1.fep127
        ),
        FloatFormat(
            name: "float8_e5m2",
            element: CK_FLOAT8_E5M2,
            exponentBits: 5,
            mantissaBits: 2,
            bias: 15,
            specials: .ieee,
            greatest: 57_344
        ),
        FloatFormat(
            name: "float8_e4m3fn",
            element: CK_FLOAT8_E4M3FN,
            exponentBits: 4,
            mantissaBits: 3,
            bias: 7,
            specials: .finite,
            greatest: 448
        ),
        FloatFormat(
            name: "float8_e4m3fnuz",
            element: CK_FLOAT8_E4M3FNUZ,
            exponentBits: 4,
            mantissaBits: 3,
            bias: 8,
            specials: .finiteNoNegativeZero,
            greatest: 240
        ),
        FloatFormat(
            name: "float8_e4m3b11fnuz",
            element: CK_FLOAT8_E4M3B11FNUZ,
            exponentBits: 4,
            mantissaBits: 3,
            bias: 11,
            specials: .finiteNoNegativeZero,
            greatest: 30
        ),
        FloatFormat(
            name: "float8_e5m2fnuz",
            element: CK_FLOAT8_E5M2FNUZ,
            exponentBits: 5,
            mantissaBits: 2,
            bias: 16,
            specials: .finiteNoNegativeZero,
            greatest: 57_344
        ),
    ]
}
