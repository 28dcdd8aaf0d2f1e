import TensorBoardEvents
import TestSupport

/// Tensors that no writer would make, of fields that all are legal.
enum RandomTensor {
    private typealias Field = FieldNumber.Tensor

    private static let dtypes: [DataType] = [
        .float, .double, .half, .bfloat16, .complex64, .complex128, .int32, .string, .float8E5M2,
        .float8E4M3FN, .float8E4M3FNUZ, .float8E4M3B11FNUZ, .float8E5M2FNUZ, .invalid,
        DataType(rawValue: 119),
    ]

    /// One dtype, perhaps a shape, and one to three value fields, in any order and any pieces.
    static func event(_ name: String, using generator: inout SeededGenerator) -> PaddedEvent {
        var parts: [[UInt8]] = []
        let dtype = dtypes.randomElement(using: &generator) ?? .float
        parts.append(part { $0.dtype(dtype) })
        if Bool.random(using: &generator) {
            let dimensions = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                Int64.random(in: 0...5, using: &generator)
            }
            parts.append(part { $0.shape(dimensions) })
        }
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            parts.append(contentsOf: valueField(using: &generator))
        }
        parts.shuffle(using: &generator)
        return PaddedEvent(
            name: name,
            contents: [(FieldNumber.Value.tensor, Array(parts.joined()))]
        )
    }

    private static func part(_ body: (inout WireWriter) -> Void) -> [UInt8] {
        var writer = WireWriter()
        body(&writer)
        return writer.bytes
    }

    /// A field, which may come in pieces that others may stand between.
    private static func valueField(using generator: inout SeededGenerator) -> [[UInt8]] {
        let count = Int.random(in: 0...6, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            let byteCount = 16 * count
            let bytes = numbers(4 * count, using: &generator).littleEndianBytes
            return [part { $0.delimited(Field.content, bytes.prefix(byteCount)) }]
        case 1:
            let floats = numbers(count, using: &generator)
            return [part { $0.packed(Field.floatValues, floats: floats) }]
        case 2:
            return numbers(count, using: &generator).map { number in
                part { $0.double(Field.doubleValues, Double(number)) }
            }
        case 3:
            let parts = numbers(2 * count, using: &generator)
            return [
                part { $0.packed(Field.complex64Values, floats: Array(parts.prefix(count))) },
                part { $0.packed(Field.complex64Values, floats: Array(parts.dropFirst(count))) },
            ]
        case 4:
            let wire = (0..<count).map { _ in half(using: &generator) }
            return [part { $0.packed(Field.halfValues, varints: wire) }]
        default:
            return [part { $0.delimited(Field.float8Values, generator.bytes(count)) }]
        }
    }

    private static func numbers(_ count: Int, using generator: inout SeededGenerator) -> [Float] {
        (0..<count).map { _ in
            let special: [Float] = [.nan, .infinity, -.infinity, -0.0, .greatestFiniteMagnitude]
            return Int.random(in: 0..<4, using: &generator) == 0
                ? special.randomElement(using: &generator) ?? .nan
                : Float.random(in: -1...1, using: &generator)
        }
    }

    private static func half(using generator: inout SeededGenerator) -> UInt64 {
        let bits = UInt16.random(in: .min ... .max, using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return UInt64(bitPattern: Int64(Int16(bitPattern: bits)))
        case 1: return UInt64(bits) << 16
        default: return UInt64(bits)
        }
    }
}
