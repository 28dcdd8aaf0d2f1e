import EventDecoding
import Platform
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// A run continues in new files, each of which is complete in itself.
@Suite struct RotationTests {
    private let run: WrittenRun
    private let finished = Collected<FinishedFile>()

    init() throws {
        run = try WrittenRun()
    }

    private func writer(
        byteCount: Int? = nil,
        interval: Duration? = nil,
        purgeStep: Int? = nil
    ) throws -> SummaryWriter {
        var options = SummaryWriter.Options.silent
        options.flushInterval = .seconds(3_000)
        options.rotation = FileRotation(byteCount: byteCount, interval: interval) { [finished] in
            finished.append($0)
        }
        return try SummaryWriter(logdir: run.logdir, purgeStep: purgeStep, options: options)
    }

    /// The tags with metadata in each file.
    private func described() throws -> [[String]] {
        try run.files().map { path in
            var reader = try EventFileReader(opening: path)
            var tags: [String] = []
            while let event = try reader.next() {
                guard case .summary(let summary) = event.what else { continue }
                tags += summary.values.filter { $0.metadata != nil }.map(\.tag)
            }
            return tags
        }
    }

    @Test func filesDoNotExceedTheirLimit() throws {
        let limit = 10_000
        let writer = try writer(byteCount: limit)
        for step in 0..<1_000 {
            writer.addScalar("a", step, step: step)
            writer.addScalar("b", step, step: step)
            if step % 10 == 9 { try writer.flush() }
        }
        try writer.close()
        let files = try run.files()
        #expect(files.count >= 8)
        for file in files { #expect(try ScratchFile.contents(of: file).count <= limit) }
        #expect(try run.values().map(\.step) == (0..<2_000).map { $0 / 2 })
        #expect(try described() == [[String]](repeating: ["a", "b"], count: files.count))
        #expect(finished.all == files.map { FinishedFile(path: $0, run: "") })
    }

    /// Without their metadata, TensorBoard would not show the tags of a file that is read alone.
    @Test func everyKindHasItsMetadataInEachFile() throws {
        let writer = try writer(byteCount: 1)
        let large = [UInt8](repeating: 1, count: 100_000)
        for step in 0..<4 {
            writer.addScalars(["a": 1.0, "b": 2.0], step: step)
            writer.addHistogram("h", [Float(1), 2], step: step)
            writer.addImage("i", large.shaped(250, 400), step: step)
            writer.addTensor("t", large, step: step)
            writer.addText("x", "text", step: step)
            try writer.flush()
        }
        try writer.close()
        // Each piece of the queue has a file of its own.
        let tags = try described()
        #expect(tags.count > 4)
        for (file, tags) in zip(try run.files(), tags) {
            var reader = try EventFileReader(opening: file)
            var seen: Set<String> = []
            while let event = try reader.next() {
                guard case .summary(let summary) = event.what else { continue }
                for value in summary.values { seen.insert(value.tag) }
            }
            #expect(seen == Set(tags))
        }
        #expect(try run.values().count == 4 * 6)
    }

    @Test func aFileIsFinishedWhenItsTimeIsOver() throws {
        let writer = try writer(interval: .milliseconds(50))
        writer.addScalar("a", 1, step: 1)
        try writer.flush()
        let first = try #require(try run.files().first)
        // Nothing is logged or flushed meanwhile.
        try Patience.wait(for: "a file whose time is over") { finished.all.count == 1 }
        #expect(finished.all == [FinishedFile(path: first, run: "")])
        #expect(writer.eventFile == nil)
        writer.addScalar("a", 2, step: 2)
        try writer.close()
        #expect(try run.scalars() == ["a@1=1.0", "a@2=2.0"])
        #expect(finished.all.count == 2)
    }

    @Test func aFileWithoutValuesIsNotFinished() throws {
        let writer = try writer(byteCount: 0, interval: .zero)
        for _ in 0..<3 { try writer.flush() }
        #expect(finished.all.isEmpty)
        try writer.close()
        #expect(finished.all.count == 1)
    }

    @Test func runsHaveFilesOfTheirOwn() throws {
        let writer = try writer(byteCount: 1)
        let train = writer.subrun(named: "train/first")
        for step in 0..<3 {
            train.addScalar("a", step, step: step)
            try writer.flush()
        }
        try writer.close()
        #expect(finished.all.filter { $0.run == "train/first" }.count == 3)
        #expect(finished.all.filter { $0.run.isEmpty }.count == 1)
        #expect(try run.scalars("train/first") == ["a@0=0.0", "a@1=1.0", "a@2=2.0"])
    }

    /// A later file would take back what the earlier ones hold.
    @Test func onlyTheFirstFilePurges() throws {
        let earlier = try SummaryWriter(logdir: run.logdir, options: .silent)
        earlier.addScalar("a", 1, step: 1)
        try earlier.close()
        let writer = try writer(byteCount: 1, purgeStep: 1)
        for step in 1..<4 {
            writer.addScalar("a", step, step: step)
            try writer.flush()
        }
        try writer.close()
        let starts = try run.events().filter {
            if case .sessionLog = $0.what { return true }
            return false
        }
        #expect(try run.files().count == 4)
        #expect(starts.count == 2)
    }

    @Test func finishedFilesMayBeMovedAway() throws {
        let uploads = try ScratchDirectory()
        let target = uploads.path
        var options = SummaryWriter.Options.silent
        options.rotation = FileRotation(byteCount: 1) { file in
            let name = file.path.lastComponent?.string ?? ""
            _ = rename(file.path.string, target.appending(name).string)
        }
        let errors = Collected<WriterError>()
        options.onError = { errors.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 0..<5 {
            writer.addScalar("a", step, step: step)
            try writer.flush(durably: true)
        }
        try writer.close()
        #expect(errors.all.isEmpty)
        #expect(try run.files().isEmpty)
        #expect(try DirectoryListing.names(in: target).count == 5)
    }
}
