import EventDecoding
import Platform
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Resuming at a step takes back what the run's older files hold from it on.
@Suite struct PurgeTests {
    private let run: WrittenRun
    /// Sorts before whatever is made now.
    private static let older = "events.out.tfevents.0000000001.host.1.0"

    init() throws {
        run = try WrittenRun()
    }

    private func file(_ values: [Summary.Value]) -> [UInt8] {
        var bytes = Preamble.records(wallTime: 1)
        for value in values {
            let event = Event(wallTime: 1, step: 9, what: .summary(Summary(values: [value])))
            RecordFormat.append(event.encoded(), to: &bytes)
        }
        return bytes
    }

    private func scalar(_ tag: String) -> Summary.Value { Summary.Value(scalar: tag, 1) }

    /// What a resumed file begins with, after its version.
    private func beginning(_ name: String = "", step: Int = 5) throws -> [Event] {
        let writer = try SummaryWriter(logdir: run.logdir, purgeStep: step, options: .silent)
        let other = name.isEmpty ? writer : writer.subrun(named: name)
        other.add(.sessionLog(SessionLog(status: .checkpoint)), step: 0, wallTime: 0)
        try writer.flush()
        let path = try #require(other.eventFile)
        try writer.close()
        var reader = try EventFileReader(opening: path)
        var events: [Event] = []
        while let event = try reader.next() { events.append(event) }
        return Array(events.dropFirst().dropLast())
    }

    private func tombstones(_ events: [Event]) -> [String] {
        events.flatMap { event -> [String] in
            guard case .summary(let summary) = event.what else { return [] }
            return summary.values.map { value in
                #expect(value.content == .none)
                #expect(value.metadata == nil)
                return value.tag
            }
        }
    }

    @Test func aNewWriterStartsNoSession() throws {
        let writer = try SummaryWriter(logdir: run.logdir)
        try writer.close()
        #expect(try run.events().isEmpty)
    }

    /// TensorBoard's own loader acts on the second START that it sees.
    @Test(arguments: [5, 0, -3, .min, .max])
    func aResumedFileHasTwoStartsAndTakesEachTagBack(step: Int) throws {
        try run.directory.write(file([scalar("b"), scalar("a")]), to: Self.older)
        let events = try beginning(step: step)
        #expect(events.map(\.step) == [Int64(step), Int64(step), Int64(step)])
        let start = Event.What.sessionLog(SessionLog(status: .start))
        #expect(events.prefix(2).map(\.what) == [start, start])
        #expect(tombstones(events) == ["a", "b"])
    }

    @Test func anEmptyRunHasNothingToTakeBack() throws {
        #expect(try beginning().count == 2)
    }

    /// Others would show an empty point.
    @Test func onlyScalarsAndImagesAreTakenBack() throws {
        let image = SummaryMetadata(pluginName: "images", dataClass: .blobSequence)
        let values = [
            Summary.Value(
                tag: "image",
                metadata: image,
                content: .tensor(TensorProto(dtype: .string))
            ),
            Summary.Value(tag: "legacy", content: .simpleValue(1)),
            Summary.Value(histogram: "histogram", Histogram(rows: [])),
            scalar("scalar"),
        ]
        try run.directory.write(file(values), to: Self.older)
        #expect(tombstones(try beginning()) == ["image", "legacy", "scalar"])
    }

    /// TensorBoard tells tags apart by their bytes, Swift does not.
    @Test func tagsThatOnlyLookAlikeStayTwo() throws {
        let tags = ["e\u{301}", "\u{e9}"]
        try run.directory.write(file(tags.map(scalar)), to: Self.older)
        #expect(tombstones(try beginning()).map { Array($0.utf8) } == tags.map { Array($0.utf8) })
    }

    @Test func intactRecordsOfADamagedFileCount() throws {
        var bytes = file([scalar("a"), scalar("b"), scalar("c")])
        let middle = file([scalar("a")]).count
        bytes[middle + 20] ^= 0xff
        try run.directory.write(bytes.dropLast(3), to: Self.older)
        try run.directory.write([], to: Self.older + ".empty")
        try run.directory.write([UInt8](repeating: 0, count: 5_000), to: Self.older + ".zeros")
        try run.directory.write(Array("not an event file".utf8), to: "notes.tfevents.txt")
        #expect(tombstones(try beginning()).contains("a"))
        #expect(!tombstones(try beginning()).contains("c"))
    }

    /// What TensorBoard cannot read it does not show.
    @Test func compressedFilesAndOtherThanFilesAreSkipped() throws {
        try run.directory.write([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], to: Self.older)
        try run.directory.write([1], to: "a.tfevents.directory/file")
        #expect(mkfifo(run.directory.path("a.tfevents.pipe").string, 0o600) == 0)
        #expect(try beginning().count == 2)
    }

    @Test func anUnreadableFileIsAnImmediateError() throws {
        try run.directory.link(Self.older, to: Self.older)
        let error = #expect(throws: WriterError.self) {
            try SummaryWriter(logdir: run.logdir, purgeStep: 5, options: .silent)
        }
        #expect(error?.code == .read)
    }

    @Test func eachRunTakesBackItsOwn() throws {
        try run.directory.write(file([scalar("a")]), to: Self.older)
        try run.directory.write(file([scalar("b")]), to: "train/" + Self.older)
        #expect(tombstones(try beginning()) == ["a"])
        #expect(tombstones(try beginning("train")) == ["b"])
    }

    @Test func aRequestedRunTakesBackItsOwnEvenIfNothingIsLogged() throws {
        try run.directory.write(file([scalar("a")]), to: "train/" + Self.older)
        try run.directory.write(file([scalar("a")]), to: "other/" + Self.older)
        for isFlushed in [true, false] {
            let writer = try SummaryWriter(logdir: run.logdir, purgeStep: 5, options: .silent)
            _ = writer.subrun(named: "train")
            _ = writer.subrun(named: "new")
            if isFlushed { try writer.flush() }
            let count = try run.files("train").count
            try writer.close()
            #expect(try run.files("train").count == (isFlushed ? count : count + 1))
            // None of its files is to be seen where there is nothing to take back.
            #expect(try run.files("new").isEmpty)
            try writer.flush()
        }
        #expect(try run.files("train").count == 3)
        #expect(try run.files("other").count == 1)
        let last = try #require(try run.files("train").last)
        var reader = try EventFileReader(opening: last)
        var events: [Event] = []
        while let event = try reader.next() { events.append(event) }
        #expect(tombstones(Array(events.dropFirst(3))) == ["a"])
    }

    /// A loop asks for its run at each step.
    @Test func aRunsOlderFilesAreReadOnce() throws {
        let errors = Collected<WriterError>()
        var options = SummaryWriter.Options.silent
        options.onError = { errors.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, purgeStep: 5, options: options)
        let first = writer.subrun(named: "train")
        try run.directory.write([], to: "train/other")
        // Would be an error, if anybody read it.
        try run.directory.link("train/" + Self.older, to: Self.older)
        #expect(writer.subrun(named: "train").log === first.log)
        #expect(errors.all.isEmpty)
        try writer.close()
    }
}
