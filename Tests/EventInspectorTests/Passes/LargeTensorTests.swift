import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Tensors that are far larger than the reader's buffer.
struct LargeTensorTests {
    typealias Field = FieldNumber.Tensor

    /// Elements at which a window of the stream, the buffer or the tensor begins or ends.
    static let positions = [0, 1, 4_095, 4_096, 16_383, 16_384, 65_535, 65_536, 262_143]
    static let count = 262_144

    @Test(arguments: positions)
    func anElementIsFoundAtAnyPosition(position: Int) throws {
        var floats = [Float](repeating: 0.5, count: Self.count)
        floats[position] = -.infinity
        let report = try Scan.events([
            EventBytes.event(EventBytes.tensor("t", floats: floats, shape: [512, 512]))
        ])
        #expect(report.briefs == ["t -inf tensor 1 in 1 from step 1[\(position)]"])
        #expect(report.findings.first?.first.index == [position / 512, position % 512])
        #expect(report.totals.elements == Self.count)
        #expect(report.issues == [])
    }

    @Test(arguments: positions)
    func aPackedArrayOfOddLengthIsReadToItsEnd(position: Int) throws {
        var doubles = [Double](repeating: 0.5, count: Self.count + 1)
        doubles[position] = .nan
        doubles[Self.count] = .infinity
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.dtype(.double)
                tensor.packed(Field.doubleValues, doubles: doubles)
            }
        )
        #expect(
            try Scan.events([event]).briefs == [
                "t nan tensor 1 in 1 from step 1[\(position)]",
                "t +inf tensor 1 in 1 from step 1[\(Self.count)]",
            ]
        )
    }

    /// The content has gone by under the first type when the second comes.
    @Test func findingsUnderARevokedTypeAreReported() throws {
        var doubles = [Double](repeating: 0.5, count: Self.count)
        doubles[8] = .nan
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.dtype(.double)
                tensor.packed(Field.content, doubles: doubles)
                tensor.dtype(.complex128)
            }
        )
        let report = try Scan.events([event])
        #expect(report.briefs == ["t nan tensor ≤1 in 1 from step 1[8]"])
        #expect(report.issues.count == 1)
    }

    /// Varints of three bytes fall across every border of the stream's windows.
    @Test(arguments: HalfValueTests.Encoding.allCases)
    func halvesInVarintsAreCountedAcrossWindows(encoding: HalfValueTests.Encoding) throws {
        let wire = (0..<400_000).map { index in
            encoding.wire(index % 1_000 == 999 ? 0x7e00 : 0x3c00, .half)
        }
        let report = try Scan.events([
            EventBytes.event(HalfValueTests.tensor("h", .half, wire, shape: [400_000]))
        ])
        #expect(report.briefs == ["h nan tensor 400 in 1 from step 1[999]"])
        #expect(report.totals.elements == 400_000)
    }

    @Test(arguments: HalfValueTests.dtypes)
    func theWholeArrayDecidesHoweverLateTheEvidence(dtype: DataType) throws {
        // Float32 bits that by themselves would pass for patterns, up to the very last.
        var wire = [UInt64](repeating: 0, count: 300_000)
        wire[10] = UInt64(bitPattern: -0x8000)
        wire[299_999] = 0x3f80_0000
        let report = try Scan.events([
            EventBytes.event(HalfValueTests.tensor("h", dtype, wire, shape: [300_000]))
        ])
        #expect(report.briefs == ["h nan tensor 1 in 1 from step 1[10]"])
    }

    @Test func aMillionUnpackedElementsAreOneArray() throws {
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.dtype(.float)
                tensor.shape([300_000])
                for index in 0..<200_000 {
                    tensor.float(Field.floatValues, index == 150_000 ? .nan : 1)
                }
                tensor.float(Field.floatValues, .infinity)
            }
        )
        #expect(
            try Scan.events([event]).briefs == [
                "t nan tensor 1 in 1 from step 1[150000]",
                "t +inf tensor 100000 in 1 from step 1[200000]",
            ]
        )
    }

    @Test func theDTypeMayFollowAMegabyteOfContent() throws {
        var floats = [Float](repeating: 1, count: Self.count)
        floats[200_000] = .nan
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.delimited(Field.content, floats.littleEndianBytes)
                tensor.shape([Int64(Self.count)])
                tensor.dtype(.float)
            }
        )
        let report = try Scan.events([event])
        #expect(report.briefs == ["t nan tensor 1 in 1 from step 1[200000]"])
        #expect(report.findings.first?.dtype == "DT_FLOAT")
        #expect(report.totals.elements == Self.count)
    }

    /// A dtype given twice with the content between: the last counts, or the record is doubted.
    @Test(arguments: [DataType.int32, .string, .float, .invalid])
    func aDTypeGivenTwiceNeverHidesAnElement(first: DataType) throws {
        var floats = [Float](repeating: 1, count: Self.count)
        floats[9] = .nan
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.dtype(first)
                tensor.delimited(Field.content, floats.littleEndianBytes)
                tensor.dtype(.float)
            }
        )
        let report = try Scan.events([event])
        #expect(report.exitCode != 0)
    }

    /// Pickled and text tensors are as large, and their bytes look like anything.
    @Test(arguments: [DataType.string, .int32, DataType(rawValue: 9), DataType(rawValue: 4)])
    func contentWithoutFloatsIsIgnored(dtype: DataType) throws {
        let event = EventBytes.event(
            EventBytes.tensor("t") { tensor in
                tensor.dtype(dtype)
                tensor.shape([Int64(Self.count)])
                tensor.delimited(Field.content, [UInt8](repeating: 0xff, count: 4 * Self.count))
            }
        )
        let report = try Scan.events([event])
        #expect(report.briefs == [])
        #expect(report.exitCode == 0)
    }

    /// Small values in front of and behind a large one in the same event.
    @Test func theOtherValuesOfTheEventAreRead() throws {
        let floats = [Float](repeating: .nan, count: Self.count)
        let event = EventBytes.event(
            step: 7,
            EventBytes.scalar("before", .nan),
            EventBytes.tensor("large", floats: floats, shape: [Int64(Self.count)]),
            EventBytes.scalar("after", .infinity)
        )
        let report = try Scan.events([event])
        #expect(
            report.briefs == [
                "before nan simple_value 1 in 1 from step 7",
                "large nan tensor 262144 in 1 from step 7[0]",
                "after +inf simple_value 1 in 1 from step 7",
            ]
        )
    }

    /// The checksum stands behind the payload: it is known only when the finding is made.
    @Test func aFindingInALargeRecordWithABadChecksumIsMarked() throws {
        let floats = [Float](repeating: .nan, count: Self.count)
        let record = RecordBytes.record(
            EventBytes.event(EventBytes.tensor("t", floats: floats, shape: [Int64(Self.count)]))
        )
        let report = try Scan.bytes(record.flipping(bit: 8 * record.count - 1))
        #expect(report.findings.map(\.first.checksumIsValid) == [false])
        #expect(report.issues == ["data-crc at 0 +\(record.count)"])
    }
}
