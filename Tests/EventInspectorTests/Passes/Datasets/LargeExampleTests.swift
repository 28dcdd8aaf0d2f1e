import TensorBoardEvents
import TestSupport
import Testing

@testable import EventInspector

/// Examples beyond 64 KiB go by in pieces, and say the same as those that are all in memory.
struct LargeExampleTests {
    private static let image = ExampleBytes.bytes("image", [UInt8](repeating: 0xff, count: 300_000))

    @Test func smallFeaturesAroundALargeOneAreRead() throws {
        let report = try Scan.examples([
            ExampleBytes.example(
                ExampleBytes.floats("before", [1, .nan]),
                Self.image,
                ExampleBytes.floats("after", [.infinity])
            )
        ])
        #expect(
            report.briefs == [
                "before nan example 1 in 1 from step 0[1]",
                "after +inf example 1 in 1 from step 0[0]",
            ]
        )
        #expect(report.totals.elements == 3)
        #expect(report.totals.values == 3)
        #expect(report.files.map(\.examples) == [1])
    }

    @Test(arguments: [0, 1, 16_383, 16_384, 99_999])
    func theIndexInALargeListIsTheElements(index: Int) throws {
        var floats = [Float](repeating: 1, count: 100_000)
        floats[index] = .nan
        let good = ExampleBytes.example(ExampleBytes.floats("x", [1]))
        let packed = try Scan.examples([
            good, ExampleBytes.example(ExampleBytes.floats("x", floats)), good,
        ])
        #expect(packed.briefs == ["x nan example 1 in 1 from step 1[\(index)]"])
        #expect(packed.findings.map(\.shape) == [[100_000]])
        let loose = try Scan.examples([
            good, ExampleBytes.example(ExampleBytes.looseFloats("x", floats)), good,
        ])
        #expect(loose.briefs == packed.briefs)
    }

    @Test func theRowsOfALargeListAreCounted() throws {
        var rows = [[Float]](repeating: [Float](repeating: 0, count: 30_000), count: 3)
        rows.append([1, .nan])
        rows += [[Float]](repeating: [.nan], count: 5_000)
        let report = try Scan.examples([
            ExampleBytes.sequence(
                context: [ExampleBytes.floats("rate", [.infinity])],
                lists: [ExampleBytes.rows("frames", rows)]
            )
        ])
        #expect(report.findings.map(\.tag) == ["rate", "frames"])
        #expect(report.findings.last?.first.index == [3, 1])
        #expect(report.findings.last?.shape == [5_004, 30_000])
        #expect(report.findings.last?.count == 5_001)
    }

    @Test func aLargeRecordThatIsNotAnExampleIsNotCertified() throws {
        for payload in [
            [UInt8](repeating: 0x70, count: 200_000),
            // Begins as an example does, and is a string of letters.
            [0x0a, 0xc0, 0x9a, 0x0c] + [UInt8](repeating: 0x61, count: 200_000),
        ] {
            let report = try Scan.examples([payload])
            #expect(report.issues == ["unknown-record at 0 +\(payload.count + 16)"])
            #expect(report.exitCode == 2)
        }
    }

    @Test func aTruncatedLargeExampleIsReadAsFarAsPossible() throws {
        var features = WireWriter()
        features.delimited(ExampleField.Map.entry, ExampleBytes.floats("x", [.nan]))
        features.delimited(ExampleField.Map.entry, Self.image)
        var example = WireWriter()
        example.delimited(ExampleField.Example.features, features.bytes.dropLast(100))
        let report = try Scan.examples([example.bytes])
        #expect(report.briefs == ["x nan example 1 in 1 from step 0[0]"])
        #expect(report.files[0].issues.map(\.kind) == [.malformedEvent])
        // Where not even the features are whole, nothing tells that they are some.
        let cut = try Scan.examples([Array(example.bytes.dropLast(100))])
        #expect(cut.briefs == [])
        #expect(cut.exitCode == 2)
    }

    @Test func aFindingInALargeRecordWithABadChecksumIsMarked() throws {
        let record = RecordBytes.record(
            ExampleBytes.example(ExampleBytes.floats("x", [.nan]), Self.image)
        )
        let report = try Scan.path(
            ScratchDirectory(["x.tfrecord": record.flipping(bit: 8 * record.count - 1)]),
            "x.tfrecord"
        )
        #expect(report.findings.map(\.first.checksumIsValid) == [false])
        #expect(report.issues == ["data-crc at 0 +\(record.count)"])
    }
}
