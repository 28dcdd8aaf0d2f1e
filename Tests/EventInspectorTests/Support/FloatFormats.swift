import Foundation
import TensorBoardEvents

/// The small float formats by their definitions, for tests: sign, exponent, mantissa.
enum FloatFormats {
    /// IEEE half precision.
    static func half(_ bits: UInt16) -> Double {
        ieee(UInt32(bits), exponentBits: 5, mantissaBits: 10)
    }

    /// The upper half of a 32-bit float.
    static func bfloat16(_ bits: UInt16) -> Double {
        Double(Float(bitPattern: UInt32(bits) << 16))
    }

    /// One of the five 8-bit formats of TensorFlow; nil for any other type.
    ///
    /// See the table in ml_dtypes' README: `fn` has NaN only where all bits but the sign are set,
    /// `fnuz` only where the sign alone is.
    static func float8(_ bits: UInt8, _ dtype: DataType) -> Double? {
        switch dtype {
        case .float8E5M2: ieee(UInt32(bits), exponentBits: 5, mantissaBits: 2)
        case .float8E4M3FN: bits & 0x7f == 0x7f ? .nan : 1
        case .float8E4M3FNUZ, .float8E4M3B11FNUZ, .float8E5M2FNUZ: bits == 0x80 ? .nan : 1
        default: nil
        }
    }

    /// The bits of the 32-bit float of the same value; NaNs quiet, as processors convert them.
    static func float32Bits(ofHalf bits: UInt16) -> UInt32 {
        let value = half(bits)
        guard value.isNaN else { return Float(value).bitPattern }
        return UInt32(bits & 0x8000) << 16 | 0x7fc0_0000 | UInt32(bits & 0x03ff) << 13
    }

    private static func ieee(_ bits: UInt32, exponentBits: UInt32, mantissaBits: UInt32) -> Double {
        let mantissa = Double(bits & (1 << mantissaBits - 1))
        let exponent = Int(bits >> mantissaBits & (1 << exponentBits - 1))
        let sign: Double = bits >> (mantissaBits + exponentBits) & 1 == 1 ? -1 : 1
        let bias = 1 << (exponentBits - 1) - 1
        let scale = pow(2, Double(Int(mantissaBits)))
        if exponent == 1 << exponentBits - 1 { return mantissa == 0 ? sign * .infinity : .nan }
        if exponent == 0 { return sign * mantissa / scale * pow(2, Double(1 - Int(bias))) }
        return sign * (1 + mantissa / scale) * pow(2, Double(exponent - Int(bias)))
    }
}
