import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Which of its encodings a whole `half_val` array is in.
struct HalfValueRuleTests {
    /// An array and what is to be said of it.
    struct Case: Sendable, CustomStringConvertible {
        let rule: String
        let dtype: DataType
        let values: [Int32]
        var shape: [Int64]?
        let findings: [String]

        var description: String { "\(rule) (\(dtype))" }
    }

    static let oneAsFloat32 = Int32(bitPattern: 0x3f80_0000)
    static let nanAsFloat32 = Int32(bitPattern: 0x7fc0_0000)
    static let infinityAsFloat32 = Int32(bitPattern: 0x7f80_0000)

    static let cases = [
        Case(
            rule: "values of 16 bits are patterns",
            dtype: .half,
            values: [0x3c00, 0x7e00, 0xfc00, 0],
            findings: ["nan 1 [1]", "-inf 1 [2]"]
        ),
        Case(
            rule: "the dtype alone tells half from bfloat16",
            dtype: .bfloat16,
            values: [0x7c00, 0x7fc0, 0xff80],
            findings: ["nan 1 [1]", "-inf 1 [2]"]
        ),
        Case(
            rule: "one value beyond 16 bits makes the array float32 bits",
            dtype: .half,
            values: [oneAsFloat32, nanAsFloat32, 0],
            findings: ["nan 1 [1]"]
        ),
        Case(
            rule: "one value beyond 16 bits makes the array float32 bits",
            dtype: .bfloat16,
            values: [0, oneAsFloat32, infinityAsFloat32],
            findings: ["+inf 1 [2]"]
        ),
        Case(
            rule: "negative float32s are beyond 16 bits too",
            dtype: .half,
            values: [Int32(bitPattern: 0xbf80_0000), Int32(bitPattern: 0xff80_0000)],
            findings: ["-inf 1 [1]"]
        ),
        Case(
            rule: "sign-extended patterns are patterns",
            dtype: .half,
            values: [0x3c00, Int32(Int16(bitPattern: 0xfe01)), Int32(Int16(bitPattern: 0xfc00))],
            findings: ["nan 1 [1]", "-inf 1 [2]"]
        ),
        Case(
            rule: "sign-extended patterns are patterns",
            dtype: .bfloat16,
            values: [0x3f80, -1, Int32(Int16(bitPattern: 0xff80))],
            findings: ["nan 1 [1]", "-inf 1 [2]"]
        ),
        Case(
            rule: "a negative zero or a float32 NaN: never silently clean",
            dtype: .half,
            values: [-0x8000, 0],
            findings: ["nan ≤1 [0]"]
        ),
        Case(
            rule: "small positive values exclude PyTorch",
            dtype: .half,
            values: [-0x8000, 0x3c00],
            findings: []
        ),
        Case(
            rule: "both sizes in one array: the worse reading counts",
            dtype: .half,
            values: [oneAsFloat32, 0x7e00],
            findings: ["nan ≤1 [1]"]
        ),
        Case(
            rule: "both sizes in one array: the worse reading counts",
            dtype: .half,
            values: [nanAsFloat32, 0x3c00],
            findings: ["nan ≤1 [0]"]
        ),
        Case(
            rule: "both sizes in one finite array are finite",
            dtype: .half,
            values: [oneAsFloat32, 0x3c00],
            findings: []
        ),
        Case(
            rule: "the last pattern fills the shape",
            dtype: .half,
            values: [0x3c00, 0x7e00],
            shape: [2, 4],
            findings: ["nan 7 [1]"]
        ),
        Case(
            rule: "the last float32 fills the shape",
            dtype: .bfloat16,
            values: [oneAsFloat32, infinityAsFloat32],
            shape: [10],
            findings: ["+inf 9 [1]"]
        ),
        Case(
            rule: "a finite last value fills the shape with nothing",
            dtype: .half,
            values: [0x7e00, 0x3c00],
            shape: [100],
            findings: ["nan 1 [0]"]
        ),
        Case(
            rule: "an ambiguous last value fills the shape",
            dtype: .half,
            values: [-0x8000],
            shape: [5],
            findings: ["nan ≤5 [0]"]
        ),
    ]

    @Test(arguments: cases)
    func theWholeArrayDecides(_ testCase: Case) throws {
        let wire = testCase.values.map { UInt64(bitPattern: Int64($0)) }
        let shape = testCase.shape ?? [Int64(wire.count)]
        #expect(try brief(.packed, testCase.dtype, wire, shape) == testCase.findings)
        #expect(try brief(.unpacked, testCase.dtype, wire, shape) == testCase.findings)
        #expect(try brief(.split, testCase.dtype, wire, shape) == testCase.findings)
        #expect(try brief(.dtypeLast, testCase.dtype, wire, shape) == testCase.findings)
    }

    /// TensorFlow and numpy take the low 32 bits of a varint, however long it is written.
    @Test func onlyTheLow32BitsOfAVarintCount() throws {
        let wire: [UInt64] = [0xffff_ffff_0000_7e00, 0x1_0000_3c00]
        #expect(try brief(.packed, .half, wire, [2]) == ["nan 1 [0]"])
    }

    @Test func aTruncatedVarintIsMalformed() throws {
        let event = EventBytes.event(
            EventBytes.tensor("cut") { tensor in
                tensor.dtype(.half)
                tensor.delimited(FieldNumber.Tensor.halfValues, [0x80, 0xfc, 0x01, 0x80])
            }
        )
        let report = try Scan.events([event])
        #expect(report.briefs == ["cut nan tensor 1 in 1 from step 1[0]"])
        #expect(report.files.first?.issues.map(\.kind) == [.malformedEvent])
    }

    /// What one value breaks off must not run into the next.
    @Test func aTruncatedVarintDoesNotAffectTheNextValue() throws {
        let cut = EventBytes.tensor("cut") { tensor in
            tensor.dtype(.half)
            tensor.delimited(FieldNumber.Tensor.halfValues, [0x80])
        }
        let whole = HalfValueTests.tensor("whole", .half, [0x7e00, 0x3c00], shape: [2])
        let report = try Scan.events([EventBytes.event(cut), EventBytes.event(step: 2, whole)])
        #expect(report.briefs == ["whole nan tensor 1 in 1 from step 2[0]"])
        #expect(report.files.first?.issueCount == 1)
    }

    private enum Layout {
        case packed
        case unpacked
        case split
        case dtypeLast
    }

    private func brief(
        _ layout: Layout,
        _ dtype: DataType,
        _ wire: [UInt64],
        _ shape: [Int64]
    ) throws -> [String] {
        let field = FieldNumber.Tensor.halfValues
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                if layout != .dtypeLast { tensor.dtype(dtype) }
                tensor.shape(shape)
                switch layout {
                case .packed, .dtypeLast: tensor.packed(field, varints: wire)
                case .unpacked: for value in wire { tensor.varint(field, value) }
                case .split:
                    tensor.packed(field, varints: Array(wire.prefix(1)))
                    for value in wire.dropFirst().prefix(1) { tensor.varint(field, value) }
                    tensor.packed(field, varints: Array(wire.dropFirst(2)))
                }
                if layout == .dtypeLast { tensor.dtype(dtype) }
            }
        )
        return try Scan.events([event]).findings.map {
            let count = "\($0.countIsExact ? "" : "≤")\($0.count)"
            return "\($0.kind.rawValue) \(count) [\($0.first.flatIndex ?? -1)]"
        }
    }
}
