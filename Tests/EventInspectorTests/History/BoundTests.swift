import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Lists are bounded, counts are not.
struct BoundTests {
    @Test func aHundredThousandIssuesAreCountedAndAThousandListed() throws {
        var record = RecordBytes.record([])
        record[record.count - 1] ^= 0xff
        var bytes: [UInt8] = []
        for _ in 0..<100_000 { bytes += record }
        let report = try Scan.bytes(bytes + RecordBytes.record(EventBytes.version()))
        let file = try #require(report.files.first)
        #expect(file.issues.count == 1_000)
        #expect(file.issueCount == 100_000)
        #expect(file.records == 100_001)
        #expect(report.totals.issues == 100_000)
        #expect(report.exitCode == 2)
        let json = try JSONReport(JSONFormat().text(of: report))
        #expect(json.list("files").first?["issueCount"] as? Int == 100_000)
        #expect(TextFormat(now: 0).text(of: report).contains("99,990 more issues"))
    }

    /// The last finding counts, even when the table of tags is full.
    @Test func aFindingIsKeptHoweverManyTagsCameBefore() throws {
        var events: [[UInt8]] = []
        for start in stride(from: 0, to: 200_000, by: 1_000) {
            events.append(
                EventBytes.event(
                    step: 1,
                    values: (start..<start + 1_000).map { EventBytes.scalar("layer/\($0)", 1) }
                )
            )
        }
        events.append(EventBytes.scalar("last", .nan, step: 2))
        let report = try Scan.events(events)
        #expect(report.briefs == ["last nan simple_value 1 in 1 from step 2"])
        #expect(report.totals.values == 200_001)
        #expect(report.totals.elements == 200_001)
    }

    /// A tag is what its bytes are, up to any length.
    @Test(arguments: [1, 1_000, 65_000, 70_000, 1_000_000, 5_000_000])
    func aTagMayBeLong(byteCount: Int) throws {
        let tag = String(repeating: "x", count: byteCount)
        let report = try Scan.events([EventBytes.scalar(tag, .nan, step: 1)])
        #expect(report.exitCode == 1)
        #expect(report.findings.count == 1)
    }

    @Test(arguments: [1, 99, 100, 101, 200, 5_000])
    func theNestingOfTensorsIsBounded(depth: Int) throws {
        typealias Field = FieldNumber.Tensor
        var tensor = WireWriter()
        tensor.dtype(.float)
        tensor.packed(Field.floatValues, floats: [.nan])
        for _ in 0..<depth {
            var outer = WireWriter()
            outer.dtype(DataType(rawValue: 21))
            outer.message(Field.variantValues) { variant in
                variant.delimited(FieldNumber.Variant.tensors, tensor.bytes)
            }
            tensor = outer
        }
        for padding in [0, 100_000] {
            let event = EventBytes.event(
                EventBytes.value("t") { value in
                    value.delimited(FieldNumber.Value.tensor, tensor.bytes)
                    value.delimited(99, [UInt8](repeating: 0, count: padding))
                }
            )
            let report = try Scan.events([event])
            #expect(report.exitCode == (depth <= 100 ? 1 : 2))
        }
    }
}
