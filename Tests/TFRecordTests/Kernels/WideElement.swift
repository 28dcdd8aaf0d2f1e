import CKernels
import Testing

/// An element type of 32 or 64 bits, real or complex; Swift itself says what its values are.
struct WideElement: Sendable, CustomTestStringConvertible {
    let name: String
    let element: ck_element
    let partByteCount: Int
    let partCount: Int

    var testDescription: String { name }
    var byteCount: Int { partByteCount * partCount }

    static let all = [
        WideElement(name: "float", element: CK_FLOAT32, partByteCount: 4, partCount: 1),
        WideElement(name: "double", element: CK_FLOAT64, partByteCount: 8, partCount: 1),
        WideElement(name: "complex64", element: CK_COMPLEX64, partByteCount: 4, partCount: 2),
        WideElement(name: "complex128", element: CK_COMPLEX128, partByteCount: 8, partCount: 2),
    ]

    /// Patterns at the borders between the kinds, quiet and signalling, of both signs.
    var edgePatterns: [UInt64] {
        partByteCount == 4
            ? [
                0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0xff80_0001,
                0x7fff_ffff, 0xffff_ffff, 0x7f7f_ffff, 0xff7f_ffff, 0x8000_0000, 0x0000_0001,
                0x7f00_0000, 0x3f80_0000,
            ]
            : [
                0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000, 0x7ff8_0000_0000_0000,
                0xfff8_0000_0000_0000, 0x7ff0_0000_0000_0001, 0xfff0_0000_0000_0001,
                0x7ff0_0001_0000_0000, 0x7fff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff,
                0x7fef_ffff_ffff_ffff, 0xffef_ffff_ffff_ffff, 0x7fef_ffff_7ff0_0000,
                0x3ff0_0000_7f80_0000, 0x3ff0_0000_7ff8_0000, 0x0000_0000_7ff0_0000,
                0x8000_0000_0000_0000, 0x0000_0000_0000_0001, 0x7ff0_0000_8000_0000,
            ]
    }

    func value(of pattern: UInt64) -> Double {
        guard partByteCount == 4 else { return Double(bitPattern: pattern) }
        let value = Float(bitPattern: UInt32(pattern))
        return value.isNaN ? .nan : Double(value)
    }

    func bytes(ofPart pattern: UInt64) -> [UInt8] {
        withUnsafeBytes(of: pattern.littleEndian) { [UInt8]($0.prefix(partByteCount)) }
    }

    func note(_ patterns: [UInt64], in count: inout NonFiniteCount, at index: UInt64) {
        count.note(patterns.map(value(of:)), at: index)
    }

    /// A finite tensor without a zero, whose bits have no look of a special value.
    func finiteBytes(elementCount: Int) -> [UInt8] {
        let one = bytes(ofPart: partByteCount == 4 ? 0x3f80_0000 : 0x3ff0_0000_0000_0000)
        return [UInt8](repeatElement(one, count: elementCount * partCount).joined())
    }
}
