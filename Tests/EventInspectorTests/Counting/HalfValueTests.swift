import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// The `half_val` field, for which writers have three encodings.
struct HalfValueTests {
    /// How a writer lays a 16-bit float into `half_val`.
    enum Encoding: String, CaseIterable, Sendable {
        /// TensorFlow, TensorBoard: the 16 bits.
        case plain
        /// TensorFlow's MLIR export: the 16 bits as a signed number.
        case signExtended
        /// PyTorch's `add_tensor`: the bits of the same number as a 32-bit float.
        case float32

        func wire(_ bits: UInt16, _ dtype: DataType) -> UInt64 {
            switch self {
            case .plain:
                return UInt64(bits)
            case .signExtended:
                return UInt64(bitPattern: Int64(Int16(bitPattern: bits)))
            case .float32:
                let wide =
                    dtype == .bfloat16
                    ? UInt32(bits) << 16 : FloatFormats.float32Bits(ofHalf: bits)
                return UInt64(bitPattern: Int64(Int32(bitPattern: wide)))
            }
        }
    }

    static let dtypes = [DataType.half, .bfloat16]

    /// Four numbers mean a NaN in PyTorch's encoding and a finite half when sign-extended.
    static let ambiguousValues: Set<Int32> = [-0x8000, -0x6000, -0x4000, -0x2000]

    @Test(.tags(.slow), .unlessSkipped, arguments: dtypes, Encoding.allCases)
    func eachPatternAloneHasTheKindOfItsBits(dtype: DataType, encoding: Encoding) throws {
        var values: [[UInt8]] = []
        var expected: [String: String] = [:]
        for bits in UInt16.min ... .max {
            let wire = encoding.wire(bits, dtype)
            let tag = String(bits, radix: 16)
            let value =
                dtype == .half ? FloatFormats.half(bits) : FloatFormats.bfloat16(bits)
            let isAmbiguous =
                dtype == .half && Self.ambiguousValues.contains(Int32(truncatingIfNeeded: wire))
            let isFinite = !isAmbiguous && value.isFinite
            // Each that is not finite, and of the others a sixteenth.
            guard TestDepth.includesAllSeeds || !isFinite || bits.isMultiple(of: 16) else {
                continue
            }
            values.append(Self.tensor(tag, dtype, [wire], shape: []))
            guard !isFinite else { continue }
            expected[tag] =
                isAmbiguous ? "≤1 nan" : "1 \(NonFiniteKind(of: value)?.rawValue ?? "")"
        }
        // Few events of many values take less time than many of one.
        let events = stride(from: 0, to: values.count, by: 256).map {
            EventBytes.event(values: Array(values[$0..<min($0 + 256, values.count)]))
        }
        let report = try Scan.events(events)
        let found = Dictionary(
            uniqueKeysWithValues: report.findings.map {
                ($0.tag, "\($0.countIsExact ? "" : "≤")\($0.count) \($0.kind.rawValue)")
            }
        )
        #expect(found == expected)
        #expect(report.totals.elements == values.count)
        #expect(report.issues == [])
    }

    @Test(arguments: dtypes, Encoding.allCases)
    func allPatternsInOneArrayAreCountedExactly(dtype: DataType, encoding: Encoding) throws {
        let wire = (UInt16.min ... .max).map { encoding.wire($0, dtype) }
        let report = try Scan.events([
            EventBytes.event(Self.tensor("all", dtype, wire, shape: [65_536]))
        ])
        let mantissaBits = dtype == .half ? 10 : 7
        let nanCount = 2 * (1 << mantissaBits - 1)
        let infinity = dtype == .half ? 0x7c00 : 0x7f80
        #expect(
            report.briefs
                == [
                    "all +inf tensor 1 in 1 from step 1[\(infinity)]",
                    "all -inf tensor 1 in 1 from step 1[\(infinity + 0x8000)]",
                    "all nan tensor \(nanCount) in 1 from step 1[\(infinity + 1)]",
                ].sorted(by: Self.asReported)
        )
        let width = encoding == .float32 ? 8 : 4
        #expect(report.findings.allSatisfy { $0.first.bits?.count == 2 + width })
    }

    /// Findings of one value are listed by kind: NaN, +Inf, -Inf.
    private static func asReported(_ left: String, _ right: String) -> Bool {
        let order = ["nan", "+inf", "-inf"]
        func rank(_ text: String) -> Int { order.firstIndex { text.contains(" \($0) ") } ?? 9 }
        return rank(left) < rank(right)
    }

    static func tensor(
        _ tag: String,
        _ dtype: DataType,
        _ wire: [UInt64],
        shape: [Int64]
    ) -> [UInt8] {
        EventBytes.tensor(tag) { tensor in
            tensor.dtype(dtype)
            tensor.shape(shape)
            tensor.packed(FieldNumber.Tensor.halfValues, varints: wire)
        }
    }
}
