import Testing

@testable import TensorBoard

/// The formats below 32 bits, against what their definitions say.
@Suite struct SmallFloatTests {
    @Test func everyHalfMatchesFloat16() {
        #if !(os(macOS) && arch(x86_64))
        for bits in UInt16.min ... .max {
            let expected = Float(Float16(bitPattern: bits))
            let value = SmallFloat.half(bits)
            #expect(value == expected || value.isNaN && expected.isNaN, "\(bits)")
        }
        #endif
    }

    @Test(arguments: [
        (DataType.float8E5M2, UInt8(0x7b), Float(57_344)), (.float8E5M2, 0x01, 0x1p-16),
        (.float8E5M2, 0xfc, -.infinity), (.float8E4M3FN, 0x7e, 448), (.float8E4M3FN, 0x01, 0x1p-9),
        (.float8E4M3FNUZ, 0x7f, 240), (.float8E4M3B11FNUZ, 0x7f, 30),
        (.float8E5M2FNUZ, 0x7f, 57_344),
    ])
    func extremes(of dtype: DataType, bits: UInt8, value: Float) throws {
        #expect(try #require(SmallFloat.Float8(dtype)).value(bits) == value)
    }

    @Test(arguments: [
        (DataType.float8E5M2, UInt8(0x7d)), (.float8E4M3FN, 0xff), (.float8E4M3FNUZ, 0x80),
        (.float8E4M3B11FNUZ, 0x80), (.float8E5M2FNUZ, 0x80),
    ])
    func nan(of dtype: DataType, bits: UInt8) throws {
        #expect(try #require(SmallFloat.Float8(dtype)).value(bits).isNaN)
    }
}
