import CKernels
import TestSupport
import Testing

/// All implementations of the digest agree with the plain one, to the last bit.
@Suite struct DigestKernelTests {
    private static let available = [CK_SSE42, CK_AVX2, CK_AVX512, CK_ARM64].filter {
        ck_digest_is_available($0) != 0
    }

    @Test(arguments: [CK_FLOAT32, CK_FLOAT64])
    func implementationsGiveTheSameBits(element: ck_element) {
        var generator = SeededGenerator(seed: 7)
        let size = ck_element_byte_count(element)
        for trial in 0..<600 {
            let count = trial % 100 == 0 ? 9_000 + trial : Int.random(in: 0...80, using: &generator)
            let offset = Int.random(in: 0..<8, using: &generator)
            var bytes = [UInt8](repeating: 0xff, count: offset)
            for _ in 0..<count {
                let number = Self.number(isFinite: trial % 3 > 0, &generator)
                if size == 4 {
                    withUnsafeBytes(of: Float(number)) { bytes += $0 }
                } else {
                    withUnsafeBytes(of: number) { bytes += $0 }
                }
            }
            let expected = Self.digest(CK_PORTABLE, element, bytes, offset, count)
            for which in Self.available {
                let found = Self.digest(which, element, bytes, offset, count)
                #expect(found == expected, "\(which) \(count) elements at \(offset)")
            }
        }
    }

    /// Piece by piece or at once, the counts are the same; the sums may differ in their last bits.
    @Test func piecesAddUp() {
        var numbers = (0..<10_000).map { Float($0 % 7) - 3 }
        numbers[5_000] = .nan
        numbers[6_000] = -.infinity
        let whole = numbers.withUnsafeBytes {
            Self.digest(CK_PORTABLE, CK_FLOAT32, Array($0), 0, 10_000)
        }
        var state = Self.empty
        numbers.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: 10_000, by: 1_000) {
                guard let address = bytes.baseAddress else { return }
                ck_digest_f32(address + start * 4, 1_000, UInt64(start + 3), &state)
            }
        }
        let pieces = Self.bits(of: state)
        #expect(Array(pieces[..<13]) == Array(whole[..<13]))
        #expect(state.nonfinite.first_nan == 5_003)
        #expect(state.nonfinite.first_negative_infinity == 6_003)
        #expect(abs(state.mean - Double(bitPattern: whole[13])) < 1e-12)
    }

    @Test(arguments: [true, false])
    func halvesAreWidenedExactly(isHalf: Bool) {
        let patterns = (0...UInt16.max).map { $0 }
        var values = [Float](repeating: 0, count: patterns.count)
        if isHalf {
            ck_widen_f16(patterns, patterns.count, &values)
        } else {
            ck_widen_bf16(patterns, patterns.count, &values)
        }
        for (pattern, value) in zip(patterns, values) {
            let expected =
                isHalf ? Self.half(pattern) : Float(bitPattern: UInt32(pattern) << 16)
            guard value.bitPattern != expected.bitPattern else { continue }
            #expect(value.isNaN && expected.isNaN, "\(pattern)")
        }
    }

    private static func half(_ bits: UInt16) -> Float {
        let (exponent, mantissa) = (Int(bits >> 10 & 31), Float(bits & 1023))
        let magnitude: Float =
            switch exponent {
            case 31: mantissa == 0 ? .infinity : .nan
            case 0: Float(sign: .plus, exponent: -24, significand: mantissa)
            default: Float(sign: .plus, exponent: exponent - 25, significand: mantissa + 1024)
            }
        return bits >> 15 == 1 ? -magnitude : magnitude
    }

    private static func number(isFinite: Bool, _ generator: inout SeededGenerator) -> Double {
        let special: [Double] = [0, -0.0, 1, -1, 1e-40, 3e38]
        let odd: [Double] = [.nan, .infinity, -.infinity]
        switch Int.random(in: 0..<12, using: &generator) {
        case 0..<6: return special.randomElement(using: &generator) ?? 0
        case 6 where !isFinite: return odd.randomElement(using: &generator) ?? 0
        default: return Double.random(in: -2...2, using: &generator)
        }
    }

    private static var empty: ck_digest {
        var state = ck_digest()
        state.nonfinite.first_nan = .max
        state.nonfinite.first_positive_infinity = .max
        state.nonfinite.first_negative_infinity = .max
        return state
    }

    private static func digest(
        _ which: ck_implementation,
        _ element: ck_element,
        _ bytes: [UInt8],
        _ offset: Int,
        _ count: Int
    ) -> [UInt64] {
        var state = empty
        bytes.withUnsafeBytes { bytes in
            let start = count == 0 ? nil : bytes.baseAddress.map { $0 + offset }
            ck_digest_with(which, element, start, count, 3, &state)
        }
        return bits(of: state)
    }

    private static func bits(of state: ck_digest) -> [UInt64] {
        withUnsafeBytes(of: state) { Array($0.bindMemory(to: UInt64.self)) }
    }
}
