import EventDecoding
import Logdirs
import SystemPackage
import TFRecord
import TestSupport
import Testing

@testable import RunSeries

/// An outline says what a plain walk over the decoded events says.
@Suite struct OutlineTests {
    /// A tag's facts, as far as decoded events show them.
    struct Facts: Equatable {
        var count = 0
        var steps: [Int64] = []
        var numbers: [Double] = []
    }

    private static let logdirs = ["demo", "clean", "torch", "tensorflow", "tensorboardX", "others"]

    @Test(arguments: logdirs)
    func tagsAreThoseOfTheDecodedEvents(name: String) throws {
        let path = Fixtures.directory.appending(name)
        let outline = try Read.outline(path)
        for run in outline.runs {
            var expected: [String: Facts] = [:]
            for file in try Read.files(of: run.name, in: path) {
                try Self.addFacts(of: file, to: &expected)
            }
            #expect(Set(run.tags.map(\.tag)) == Set(expected.keys))
            for tag in run.tags {
                let facts = try #require(expected[tag.tag])
                #expect(tag.pointCount == facts.count, "\(tag.tag)")
                #expect(tag.steps == (facts.steps.min() ?? 0)...(facts.steps.max() ?? 0))
                #expect(tag.first.step == facts.steps.first && tag.last.step == facts.steps.last)
                guard tag.kind == .scalars else { continue }
                #expect(tag.last.value?.bitPattern == facts.numbers.last?.bitPattern, "\(tag.tag)")
                #expect(tag.nonFiniteCount == facts.numbers.count { !$0.isFinite })
                #expect(tag.minimum?.value == facts.numbers.filter(\.isFinite).min())
                #expect(tag.maximum?.value == facts.numbers.filter(\.isFinite).max())
            }
        }
    }

    private static func addFacts(of file: FilePath, to facts: inout [String: Facts]) throws {
        var reader = try EventFileReader(opening: file)
        while let event = try reader.next() {
            guard case .summary(let summary) = event.what else { continue }
            for value in summary.values {
                var known = facts[value.tag] ?? Facts()
                known.count += 1
                known.steps.append(event.step)
                switch value.content {
                case .simpleValue(let number): known.numbers.append(Double(number))
                case .tensor(let tensor): known.numbers += number(of: tensor).map { [$0] } ?? []
                default: break
                }
                facts[value.tag] = known
            }
        }
    }

    private static func number(of tensor: TensorProto) -> Double? {
        guard tensor.shape.elementCount == 1 else { return nil }
        if let value = tensor.floatValues.first { return Double(value) }
        if let value = tensor.doubleValues.first { return value }
        guard tensor.content.count == 4, tensor.dtype == .float else { return nil }
        return tensor.content.withUnsafeBytes { Double($0.loadUnaligned(as: Float.self)) }
    }

    @Test(arguments: [(64, 64), (300, 150), (1_000, 4_000)])
    func aFileThatIsCutHasTheSameTags(head: Int, part: Int) throws {
        let whole = try Read.outline(Fixtures.directory)
        var cuts = FileCuts()
        cuts.smallestFile = 1
        cuts.head = min(head, part)
        cuts.part = part
        let alone = try Read.outline(Fixtures.directory, jobs: 1, cuts)
        let together = try Read.outline(Fixtures.directory, jobs: 4, cuts)
        #expect(Read.text(of: alone) == Read.text(of: together))
        let (parted, read) = (Read.lines(of: alone), Read.lines(of: whole))
        for (line, expected) in zip(parted, read) { try #require(line == expected) }
        #expect(parted.count == read.count)
    }

    @Test(arguments: TestDepth.seeds(40, of: 400))
    func damagedFilesThatAreCutHaveTheSameTags(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var events = [EventBytes.version()]
        for step in 0..<60 {
            let values = (0..<Int.random(in: 1...3, using: &generator)).map { tag in
                EventBytes.scalar("tag/\(tag)", Float(step) / 7)
            }
            events.append(EventBytes.event(step: Int64(step), values: values))
        }
        var bytes = RecordBytes.file(events)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes.removeLast(min(bytes.count - 1, place / 4))
            case 2: bytes.replaceSubrange(place..<place, with: [UInt8](repeating: 0, count: 40))
            default: bytes.insert(contentsOf: generator.bytes(30), at: place)
            }
        }
        let logdir = try ScratchDirectory(["events.out.tfevents.1.a": bytes])
        let whole = try? Read.outline(logdir.path)
        var cuts = FileCuts()
        cuts.smallestFile = 1
        cuts.head = Int.random(in: 1...200, using: &generator)
        cuts.part = 200
        let parted = try? Read.outline(logdir.path, jobs: 3, cuts)
        #expect(
            parted.map { Read.text(of: Read.withoutSums($0)) }
                == whole.map { Read.text(of: Read.withoutSums($0)) }
        )
    }

    @Test func aMisspeltTagIsTold() throws {
        var reader = SeriesReader()
        reader.selection.tags = [Glob("loss/trian")]
        let outline = try reader.outline(of: [Fixtures.directory.appending("demo").string])
        #expect(outline.remarks.unmatched.map(\.nearest) == ["loss/train"])
    }

    @Test func damageIsToldAndAnUnfinishedFileIsNot() throws {
        let damaged = try Read.outline(Fixtures.directory.appending("damaged"))
        #expect(!damaged.remarks.damage.isEmpty)
        var bytes = RecordBytes.file([
            EventBytes.version(), EventBytes.event(step: 1, EventBytes.scalar("a", 1)),
        ])
        bytes.removeLast(3)
        bytes += []
        let logdir = try ScratchDirectory(["events.out.tfevents.1.a": bytes])
        #expect(try Read.outline(logdir.path).remarks.damage.isEmpty)
    }
}

/// Readings for the tests.
enum Read {
    static func outline(
        _ path: FilePath,
        jobs: Int = 2,
        _ cuts: FileCuts = FileCuts()
    ) throws -> LogdirOutline {
        var reader = SeriesReader()
        reader.jobs = jobs
        reader.cutting = cuts
        return try reader.outline(of: [path.string])
    }

    /// An outline as a text, in which NaN equals NaN.
    static func text(of outline: LogdirOutline) -> String { OutlineJSON().text(of: outline) }

    /// The lines of an outline, without sums.
    static func lines(of outline: LogdirOutline) -> [Substring] {
        text(of: withoutSums(outline)).split(separator: "\n")
    }

    /// The files of a run, in the order in which they are read.
    static func files(of run: String, in logdir: FilePath) throws -> [FilePath] {
        let plan = try RunPlan([logdir.string])
        return plan.runs.filter { $0.name == run }.flatMap { $0.files.compactMap(\.path) }
    }

    /// An outline without what depends on where files are cut: the rounding of sums.
    static func withoutSums(_ outline: LogdirOutline) -> LogdirOutline {
        var outline = outline
        for run in outline.runs.indices {
            for tag in outline.runs[run].tags.indices {
                outline.runs[run].tags[tag].mean = nil
                outline.runs[run].tags[tag].standardDeviation = nil
            }
        }
        return outline
    }
}
