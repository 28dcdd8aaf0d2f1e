import EventInspector
import Foundation
import TensorBoardEvents

/// Counts what is not finite by the rules as they are written down, element by element.
///
/// It shares nothing with the scanner: events come from libprotobuf-c, numbers are Swift's, and
/// what is not finite is what `isNaN` and `isInfinite` say.
struct ElementOracle {
    /// A kind of number under a tag at a place.
    struct Key: Hashable, Comparable, CustomStringConvertible {
        let tag: String
        let place: String
        let kind: String

        var description: String { "\(tag) \(kind) \(place)" }

        static func < (left: Key, right: Key) -> Bool { left.description < right.description }
    }

    /// How many elements there are of each.
    private(set) var counts: [Key: Int] = [:]
    /// Tags with a tensor that readers disagree about; they are left to other tests.
    private(set) var doubtfulTags: Set<String> = []
    private var histogramTags: Set<String> = []

    /// Counts the simple values and the plain tensors of an event.
    mutating func add(_ event: Event) {
        guard case .summary(let summary) = event.what else { return }
        for value in summary.values {
            let tag = Self.name(value.tagBytes)
            if value.metadata?.pluginName == "histograms" { histogramTags.insert(tag) }
            switch value.content {
            case .simpleValue(let number): count([Double(number)], tag, "simple_value")
            case .tensor(let tensor)
            where !histogramTags.contains(tag) && !value.nodeName.hasSuffix(":DebugNumericSummary"):
                add(tensor, tag)
            default: break
            }
        }
    }

    private mutating func add(_ tensor: TensorProto, _ tag: String) {
        for nested in tensor.variantValues.flatMap(\.tensors) { add(nested, tag) }
        guard let elements = Elements(of: tensor) else {
            doubtfulTags.insert(tag)
            return
        }
        count(elements.parts, tag, "tensor", partCount: elements.partCount)
    }

    /// A complex number counts once for each kind that one of its parts is.
    private mutating func count(
        _ parts: [Double],
        _ tag: String,
        _ place: String,
        partCount: Int = 1
    ) {
        for start in stride(from: 0, to: parts.count, by: partCount) {
            let kinds = Set(
                parts[start..<min(start + partCount, parts.count)].compactMap(Self.kind)
            )
            for kind in kinds { counts[Key(tag: tag, place: place, kind: kind), default: 0] += 1 }
        }
    }

    private static func kind(_ number: Double) -> String? {
        if number.isNaN { return "nan" }
        return number.isInfinite ? (number > 0 ? "+inf" : "-inf") : nil
    }

    /// The tag as the report spells it: bytes that are not UTF-8 as `\xff`.
    private static func name(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(
                bytes.flatMap {
                    $0 < 0x80 ? String(Unicode.Scalar($0)) : "\\x" + String($0, radix: 16)
                }
            )
    }
}

/// A tensor's elements as doubles.
private struct Elements {
    var parts: [Double]
    /// 2 where a real and an imaginary part make an element.
    var partCount = 1

    /// Nil where more than one field holds elements, or the bytes do not come out even.
    init?(of tensor: TensorProto) {
        let dtype = Self.dtype(of: tensor)
        let fields: [([Double], Int)] = [
            (Self.numbers(in: tensor.content, as: dtype), Self.partCount(dtype)),
            (tensor.floatValues.map(Double.init), 1),
            (tensor.doubleValues, 1),
            (tensor.complex64Values.map(Double.init), 2),
            (tensor.complex128Values, 2),
            (Self.halves(tensor.halfValues, as: dtype), 1),
            (tensor.float8Values.map { FloatFormats.float8($0, dtype) ?? 0 }, 1),
        ]
        let present = fields.filter { !$0.0.isEmpty }
        guard present.count <= 1, !tensor.shape.overflows else { return nil }
        (parts, partCount) = present.first ?? ([], 1)
        guard parts.count.isMultiple(of: partCount) else { return nil }
        guard tensor.content.isEmpty, let count = tensor.shape.elementCount else { return }
        // The last element fills the shape.
        guard count < 1_000_000 else { return nil }
        let last = parts.suffix(partCount)
        while !last.isEmpty, parts.count < count * partCount { parts += last }
    }

    /// The elements' type, which SageMaker Debugger does not say of float16.
    private static func dtype(of tensor: TensorProto) -> DataType {
        if tensor.dtype == .int32, !tensor.content.isEmpty, tensor.content.count.isMultiple(of: 2),
            tensor.content.count / 2 == tensor.shape.elementCount
        {
            return .half
        }
        return tensor.dtype.dereferenced
    }

    private static func partCount(_ dtype: DataType) -> Int {
        dtype == .complex64 || dtype == .complex128 ? 2 : 1
    }

    private static func numbers(in content: [UInt8], as dtype: DataType) -> [Double] {
        func words(_ byteCount: Int) -> [UInt64] {
            stride(from: 0, through: content.count - byteCount, by: byteCount).map { start in
                content[start..<start + byteCount].reversed().reduce(0) { $0 << 8 | UInt64($1) }
            }
        }
        switch dtype {
        case .float, .complex64:
            return words(4).map { Double(Float(bitPattern: UInt32($0))) }
        case .double, .complex128: return words(8).map(Double.init(bitPattern:))
        case .half: return words(2).map { FloatFormats.half(UInt16($0)) }
        case .bfloat16: return words(2).map { FloatFormats.bfloat16(UInt16($0)) }
        default: return content.compactMap { FloatFormats.float8($0, dtype) }
        }
    }

    /// PyTorch stores the bits of 32-bit floats, which show by their size.
    private static func halves(_ values: [Int32], as dtype: DataType) -> [Double] {
        if values.contains(where: { !(-0x8000...0xffff).contains($0) }) {
            return values.map { Double(Float(bitPattern: UInt32(bitPattern: $0))) }
        }
        let bits = values.map { UInt16(truncatingIfNeeded: $0) }
        return bits.map(dtype == .bfloat16 ? FloatFormats.bfloat16 : FloatFormats.half)
    }
}
