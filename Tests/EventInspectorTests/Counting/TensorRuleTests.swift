import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// How many elements a tensor has, and which; see TensorFlow's `Tensor::FromProto`.
struct TensorRuleTests {
    typealias Field = FieldNumber.Tensor

    /// A tensor and what is to be said of it.
    struct Case: Sendable, CustomStringConvertible {
        let rule: String
        let findings: [String]
        var exitCode: Int32 = 1
        let body: @Sendable (inout WireWriter) -> Void

        var description: String { rule }
    }

    static let cases = [
        Case(rule: "an empty shape is a scalar", findings: ["nan 1 [0]"]) { tensor in
            tensor.dtype(.float)
            tensor.packed(Field.floatValues, floats: [.nan])
        },
        Case(rule: "the last value fills the shape", findings: ["nan 11 [1]"]) { tensor in
            tensor.dtype(.float)
            tensor.shape([3, 4])
            tensor.packed(Field.floatValues, floats: [1, .nan])
        },
        Case(rule: "only the last value fills the shape", findings: ["nan 1 [0]"]) { tensor in
            tensor.dtype(.float)
            tensor.shape([3, 4])
            tensor.packed(Field.floatValues, floats: [.nan, 1])
        },
        Case(rule: "content is never repeated", findings: ["nan 1 [0]"]) { tensor in
            tensor.dtype(.float)
            tensor.shape([100])
            tensor.delimited(Field.content, ([.nan] as [Float]).littleEndianBytes)
        },
        Case(rule: "values beyond the shape count too", findings: ["nan 2 [1]"]) { tensor in
            tensor.dtype(.float)
            tensor.shape([1])
            tensor.packed(Field.floatValues, floats: [1, .nan, .nan])
        },
        Case(rule: "no values are zeros", findings: [], exitCode: 0) { tensor in
            tensor.dtype(.float)
            tensor.shape([1_000_000])
        },
        Case(
            rule: "a complex number counts once for each kind",
            findings: ["nan 2 [0]", "+inf 1 [1]"]
        ) { tensor in
            tensor.dtype(.complex64)
            tensor.shape([2])
            tensor.packed(Field.complex64Values, floats: [.nan, .nan, .nan, .infinity])
        },
        Case(rule: "a complex number fills the shape", findings: ["nan 4 [1]"]) { tensor in
            tensor.dtype(.complex128)
            tensor.shape([5])
            tensor.packed(Field.complex128Values, doubles: [1, 1, 2, .nan])
        },
        Case(rule: "two fields: either may be the tensor", findings: ["nan ≤1 [1]", "+inf ≤1 [0]"])
        {
            tensor in
            tensor.dtype(.float)
            tensor.shape([2])
            tensor.delimited(Field.content, ([1, .nan] as [Float]).littleEndianBytes)
            tensor.packed(Field.floatValues, floats: [.infinity, 1])
        },
        Case(rule: "an empty second field is no field", findings: ["nan 1 [0]"]) { tensor in
            tensor.dtype(.float)
            tensor.shape([1])
            tensor.delimited(Field.content, ([.nan] as [Float]).littleEndianBytes)
            tensor.packed(Field.floatValues, floats: [])
            tensor.delimited(Field.float8Values, [])
            tensor.packed(Field.halfValues, varints: [])
        },
        Case(rule: "an empty field alone is nothing", findings: [], exitCode: 0) { tensor in
            tensor.dtype(.float)
            tensor.shape([0])
            tensor.delimited(Field.content, [])
            tensor.packed(Field.floatValues, floats: [])
            tensor.delimited(Field.float8Values, [])
        },
        Case(rule: "float8_val of no float8 type is not certified", findings: [], exitCode: 2) {
            tensor in
            tensor.dtype(.string)
            tensor.delimited(Field.float8Values, [0x7f])
        },
        Case(rule: "content of no type is not certified", findings: [], exitCode: 2) { tensor in
            tensor.delimited(Field.content, [1, 2, 3, 4])
        },
        Case(rule: "integers are finite", findings: [], exitCode: 0) { tensor in
            tensor.dtype(.int32)
            tensor.shape([2])
            tensor.delimited(Field.content, [UInt8](repeating: 0xff, count: 8))
        },
        Case(rule: "float16 that says DT_INT32 is known by its length", findings: ["nan 2 [0]"]) {
            tensor in
            tensor.dtype(.int32)
            tensor.shape([2])
            tensor.delimited(Field.content, [UInt8](repeating: 0xff, count: 4))
        },
        Case(rule: "a shape beyond 64 bits: an upper bound", findings: ["nan ≤1 [0]"]) { tensor in
            tensor.dtype(.float)
            tensor.shape([1 << 62, 1 << 62])
            tensor.packed(Field.floatValues, floats: [.nan])
        },
        Case(rule: "a merged shape", findings: ["-inf 6 [0]"]) { tensor in
            tensor.dtype(.float)
            tensor.shape([2])
            tensor.shape([3])
            tensor.packed(Field.floatValues, floats: [-.infinity])
        },
        Case(rule: "a content that breaks off inside a number", findings: ["nan 1 [0]"]) { tensor in
            tensor.dtype(.double)
            tensor.shape([2])
            tensor.delimited(Field.content, ([.nan] as [Double]).littleEndianBytes + [1, 2, 3])
        },
    ]

    @Test(arguments: cases)
    func elementsAreCountedAsByTensorFlow(_ testCase: Case) throws {
        let report = try Scan.events([EventBytes.event(EventBytes.tensor("t", testCase.body))])
        let found = report.findings.map {
            let count = "\($0.countIsExact ? "" : "≤")\($0.count)"
            return "\($0.kind.rawValue) \(count) [\($0.first.flatIndex ?? -1)]"
        }
        #expect(found == testCase.findings)
        #expect(report.exitCode == testCase.exitCode)
    }

    /// The 256 patterns of each 8-bit type, in either field.
    @Test(
        arguments: [
            DataType.float8E5M2, .float8E4M3FN, .float8E4M3FNUZ, .float8E4M3B11FNUZ,
            .float8E5M2FNUZ,
        ],
        [Field.content, Field.float8Values]
    )
    func eachFloat8PatternHasTheKindOfItsBits(dtype: DataType, field: Int) throws {
        let events = (UInt8.min ... .max).map { bits in
            EventBytes.event(
                EventBytes.tensor(String(bits)) { tensor in
                    tensor.dtype(dtype)
                    tensor.delimited(field, [bits])
                }
            )
        }
        var expected: [String: NonFiniteKind] = [:]
        for bits in UInt8.min ... .max {
            let value = try #require(FloatFormats.float8(bits, dtype))
            expected[String(bits)] = NonFiniteKind(of: value)
        }
        let report = try Scan.events(events)
        let found = Dictionary(uniqueKeysWithValues: report.findings.map { ($0.tag, $0.kind) })
        #expect(found == expected)
        #expect(report.findings.allSatisfy { $0.first.bits?.count == 4 })
    }

    /// The first element's bits, as they stand in the file.
    @Test func theReportedBitsAreThoseOfTheFile() throws {
        let payload = Float(bitPattern: 0xffc1_2345)
        let report = try Scan.events([
            EventBytes.event(
                EventBytes.scalar("scalar", payload),
                EventBytes.tensor("tensor", floats: [1, payload, .nan], shape: [3])
            )
        ])
        #expect(report.findings.map(\.first.bits) == ["0xffc12345", "0xffc12345"])
    }
}
