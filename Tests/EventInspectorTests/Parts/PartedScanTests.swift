import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import EventInspector

/// A file that is scanned in parts is reported byte for byte like one that is scanned in one go.
@Suite struct PartedScanTests {
    /// Cuts files of any size.
    static func options(head: Int, part: Int, jobs: Int = 3) -> ScanOptions {
        var options = ScanOptions(jobs: jobs)
        options.cutting.smallestFile = 1
        options.cutting.head = head
        options.cutting.part = part...part
        options.cutting.bytesPerJoinedByte = 0
        return options
    }

    private static let cuttings = [(1, 1), (64, 64), (300, 150), (1_000, 4_000)]

    @Test(arguments: cuttings)
    func fixturesInPartsGiveTheSameReport(head: Int, part: Int) throws {
        let whole = try Scan.fixtures()
        let parted = try Scan.path(
            Fixtures.directory,
            options: Self.options(head: head, part: part)
        )
        #expect(JSONFormat().text(of: parted) == JSONFormat().text(of: whole))
    }

    @Test(
        .enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"),
        arguments: TruthRow.all
    )
    func theCorpusInPartsGivesTheSameReport(row: TruthRow) throws {
        let whole = try Scan.path(row.file.path)
        let size = (whole.files.first?.bytes ?? 0) / 7 + 1
        let parted = try Scan.path(row.file.path, options: Self.options(head: size, part: size))
        #expect(JSONFormat().text(of: parted) == JSONFormat().text(of: whole))
    }

    @Test(arguments: TestDepth.seeds(15, of: 60))
    func randomRunsInPartsGiveTheSameReport(seed: UInt64) throws {
        let bytes = RecordBytes.file(RandomHistory(seed: seed).events)
        for part in [100, 333] { try expectEqual(bytes, head: 90, part: part) }
    }

    @Test(arguments: TestDepth.seeds(30, of: 120))
    func damagedFilesInPartsGiveTheSameReport(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = RecordBytes.file(RandomHistory(seed: seed).events)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes.removeLast(min(bytes.count - 1, place / 4))
            case 2: bytes.replaceSubrange(place..<place, with: [UInt8](repeating: 0, count: 40))
            default: bytes.insert(contentsOf: generator.bytes(30), at: place)
            }
        }
        try expectEqual(bytes, head: 90, part: 200)
    }

    /// Restarts, plugins that only the first value names, wall times that are none, and options.
    @Test(arguments: TestDepth.seeds(30, of: 150))
    func anyRunInPartsGivesTheSameReport(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = RecordBytes.file(RandomRun(using: &generator).events)
        if seed % 5 == 0 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 4 }
        var selection = ScanSelection()
        if seed % 3 == 0 { selection.tags = [Glob("l*")] }
        if seed % 4 == 0 { selection.steps = 3...12 }
        for part in [150, 1_500] {
            try expectEqual(bytes, head: 120, part: part, selection: selection)
        }
    }

    /// What a healthy file is cut into is what its report is made of.
    @Test func healthyFilesAreNotReadAgain() throws {
        let events = (0..<400).map { EventBytes.scalar("loss", 1, step: Int64($0)) }
        let file = try ScratchFile(RecordBytes.file(events))
        let options = Self.options(head: 1_000, part: 2_000)
        let scan = try withExtendedLifetime(file) {
            try SteppedScan.scan(file.path, options: options, order: .aheadFirst)
        }
        #expect(scan.recordCount == 400)
        #expect(scan.appendedPartCount > 5)
    }

    /// A payload may be a record file itself, and look like records wherever it is cut.
    @Test func recordsInsideAPayloadAreNotRecords() throws {
        let inner = RecordBytes.file((0..<60).map { EventBytes.scalar("in", .nan, step: $0) })
        let outer = (0..<6).map { step in
            EventBytes.event(
                step: Int64(step),
                wallTime: EventBytes.epoch + Double(step),
                values: [
                    EventBytes.value("bytes") { value in
                        value.message(FieldNumber.Value.tensor) {
                            $0.varint(FieldNumber.Tensor.dtype, 7)
                            $0.delimited(8, inner)
                        }
                    }
                ]
            )
        }
        let bytes = RecordBytes.file(outer)
        for part in [500, 1_000, inner.count] { try expectEqual(bytes, head: 400, part: part) }
    }

    /// Many writers say only once what a tag is; a part may begin behind that, or behind the head.
    @Test(arguments: [0, 20, 45])
    func theKindOfATagIsTheSameInAllParts(first: Int) throws {
        let events = (0..<80).map { step in
            let body: (inout WireWriter) -> Void = { value in
                value.message(FieldNumber.Value.tensor) { tensor in
                    tensor.varint(FieldNumber.Tensor.dtype, 1)
                    tensor.message(FieldNumber.Tensor.shape) { shape in
                        for size in [2, 3] as [UInt64] {
                            shape.message(FieldNumber.Shape.dimension) { $0.varint(1, size) }
                        }
                    }
                    let edges: [Float] = [-1, 0, 3, 0, .infinity, 2]
                    tensor.packed(FieldNumber.Tensor.content, fixed: edges.map(\.bitPattern))
                }
                guard step == first else { return }
                value.message(FieldNumber.Value.metadata) { metadata in
                    metadata.message(FieldNumber.Metadata.pluginData) {
                        $0.delimited(FieldNumber.Metadata.pluginName, "histograms".utf8)
                    }
                }
            }
            let tag = step < first ? "before" : "weights"
            return EventBytes.event(
                step: Int64(step),
                wallTime: EventBytes.epoch + Double(step),
                values: [EventBytes.value(tag, body)]
            )
        }
        try expectEqual(RecordBytes.file(events), head: 500, part: 700)
    }

    @Test func badWallTimesInLaterPartsFollowGoodOnes() throws {
        let events = (0..<60).map { step in
            EventBytes.scalar(
                "loss",
                1,
                step: Int64(step),
                wallTime: step % 25 == 24 ? .nan : EventBytes.epoch + Double(step)
            )
        }
        try expectEqual(RecordBytes.file(events), head: 300, part: 400)
    }

    /// Large files hold up the others of their run, which then wait for them.
    @Test func runsOfSmallAndLargeFilesAreJoinedInOrder() throws {
        let directory = try ScratchDirectory()
        for index in 0..<6 {
            let count = index % 2 == 0 ? 200 : 3
            let events = (0..<count).map {
                EventBytes.scalar("loss", $0 % 50 == 1 ? .nan : 1, step: Int64(index * 200 + $0))
            }
            let name = "\(index % 4 == 3 ? "a" : "b")/events.tfevents.\(index)"
            try directory.write(RecordBytes.file(events), to: name)
        }
        var options = Self.options(head: 500, part: 900, jobs: 2)
        options.cutting.smallestFile = 1_000
        let whole = try Scan.path(directory)
        let parted = try Scan.path(directory, options: options)
        #expect(JSONFormat().text(of: parted) == JSONFormat().text(of: whole))
        #expect(whole.findings.count == 2)
    }

    private func expectEqual(
        _ bytes: [UInt8],
        head: Int,
        part: Int,
        selection: ScanSelection = ScanSelection(),
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let directory = try ScratchDirectory([Scan.fileName: bytes])
        let path = directory.path.appending(Scan.fileName)
        var options = Self.options(head: head, part: part)
        options.selection = selection
        var whole = ScanOptions(jobs: 1)
        whole.selection = selection
        let expected = JSONFormat().text(
            of: try Scan.path(directory, Scan.fileName, options: whole)
        )
        let together = try Scan.path(directory, Scan.fileName, options: options)
        #expect(JSONFormat().text(of: together) == expected, sourceLocation: location)
        let random = (1...2 as ClosedRange<UInt64>).map {
            SteppedScan.Order.random(seed: $0, workers: options.jobs)
        }
        for order in [.aheadFirst] + random {
            let stepped = try SteppedScan.report(path, options: options, order: order)
            #expect(
                JSONFormat().text(of: stepped) == expected,
                "\(order)",
                sourceLocation: location
            )
        }
    }
}
