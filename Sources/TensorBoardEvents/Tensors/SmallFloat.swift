/// Decodes floating-point formats that Swift lacks.
package enum SmallFloat {
    /// IEEE binary16.
    package static func half(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let magnitude = UInt32(bits & 0x7fff)
        if magnitude >= 0x7c00 {
            return Float(bitPattern: sign | 0x7f80_0000 | (magnitude & 0x03ff) << 13)
        }
        // Scaling by 2^112 moves the exponent's bias and handles subnormal numbers as well.
        let scaled = Float(bitPattern: magnitude << 13) * 0x1p112
        return Float(bitPattern: sign | scaled.bitPattern)
    }

    /// The upper half of a float.
    package static func bfloat16(_ bits: UInt16) -> Float {
        Float(bitPattern: UInt32(bits) << 16)
    }

    /// An 8-bit format of the "OFP8" and "FNUZ" families, by the use of its bits.
    package struct Float8 {
        let mantissaBits: Int
        let bias: Int
        let kind: Kind

        enum Kind {
            /// Infinities and NaNs as in IEEE 754.
            case ieee
            /// All ones is NaN; there are no infinities.
            case finite
            /// Minus zero is NaN; there are no infinities.
            case finiteUnsignedZero
        }

        package init?(_ dtype: DataType) {
            switch dtype {
            case .float8E5M2: self.init(mantissaBits: 2, bias: 15, kind: .ieee)
            case .float8E4M3FN: self.init(mantissaBits: 3, bias: 7, kind: .finite)
            case .float8E4M3FNUZ: self.init(mantissaBits: 3, bias: 8, kind: .finiteUnsignedZero)
            case .float8E4M3B11FNUZ:
                self.init(mantissaBits: 3, bias: 11, kind: .finiteUnsignedZero)
            case .float8E5M2FNUZ: self.init(mantissaBits: 2, bias: 16, kind: .finiteUnsignedZero)
            default: return nil
            }
        }

        private init(mantissaBits: Int, bias: Int, kind: Kind) {
            self.mantissaBits = mantissaBits
            self.bias = bias
            self.kind = kind
        }

        package func value(_ bits: UInt8) -> Float {
            let magnitude = Int(bits & 0x7f)
            let mantissa = magnitude & (1 << mantissaBits - 1)
            let exponent = magnitude >> mantissaBits
            let isNegative = bits & 0x80 != 0
            switch kind {
            case .ieee where exponent == 0x7f >> mantissaBits:
                return mantissa != 0 ? .nan : isNegative ? -.infinity : .infinity
            case .finite where magnitude == 0x7f: return .nan
            case .finiteUnsignedZero where bits == 0x80: return .nan
            default: break
            }
            let isSubnormal = exponent == 0
            let significand = isSubnormal ? mantissa : mantissa | 1 << mantissaBits
            let scale = (isSubnormal ? 1 : exponent) - bias - mantissaBits
            let value = Float(sign: .plus, exponent: scale, significand: Float(significand))
            return isNegative ? -value : value
        }
    }
}
