import EventDecoding
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// However a program or a writer ends, what was logged is in the file.
@Suite struct EndingTests {
    @Test func aFlushedValueIsInTheFile() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addScalar("a", 1, step: 1)
        try writer.flush()
        #expect(try run.scalars() == ["a@1=1.0"])
        writer.addScalar("a", 2, step: 2)
        try writer.flush(durably: true)
        #expect(try run.scalars() == ["a@1=1.0", "a@2=2.0"])
        try writer.close()
    }

    @Test func aValueIsWrittenSoonWithoutAFlush() throws {
        let run = try WrittenRun()
        var options = SummaryWriter.Options.silent
        options.flushInterval = .milliseconds(20)
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 0..<3 {
            writer.addScalar("a", step, step: step)
            try Patience.wait(for: "the value of step \(step)") {
                try run.scalars().count > step
            }
            #expect(try run.scalars().count == step + 1)
        }
        try writer.close()
    }

    @Test func theFileIsStartedImmediately() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        let file = try #require(writer.eventFile)
        var reader = try EventFileReader(opening: file)
        let first = try #require(try reader.next())
        #expect(first.what == .fileVersion("brain.Event:2"))
        #expect(first.writer == "tfevents/TensorBoard.SummaryWriter")
        try writer.close()
    }

    @Test func aReleasedWriterWritesEverything() throws {
        let run = try WrittenRun()
        do {
            let writer = try SummaryWriter(logdir: run.logdir)
            writer.addScalar("a", 1, step: 1)
        }
        #expect(try run.scalars() == ["a@1=1.0"])
    }

    @Test func theLastOfTheRunsKeepsTheFilesOpen() throws {
        let run = try WrittenRun()
        var train: SummaryWriter? = try SummaryWriter(logdir: run.logdir).subrun(named: "train")
        train?.addScalar("a", 1, step: 1)
        try train?.flush()
        train?.addScalar("a", 2, step: 2)
        train = nil
        #expect(try run.scalars("train") == ["a@1=1.0", "a@2=2.0"])
    }

    @Test func closingTwiceIsHarmless() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addScalar("a", 1, step: 1)
        try writer.close()
        try writer.close()
        try writer.flush()
        #expect(try run.scalars() == ["a@1=1.0"])
    }

    @Test(arguments: ["returns", "exits"])
    func anEndingProcessWritesEverything(how: String) throws {
        let run = try WrittenRun()
        let outcome = try LoggingProcess(run.logdir, how).finish()
        #expect(outcome.status == 0)
        #expect(try run.scalars() == ["a@1=1.0"])
        if how == "returns" { #expect(try run.scalars("train") == ["b@2=2.0"]) }
    }

    @Test func aThrowingScopeWritesEverythingAndMarksTheSessionAsFailed() throws {
        let run = try WrittenRun()
        let outcome = try LoggingProcess(run.logdir, "throws").finish()
        #expect(outcome.status != 0)
        #expect(try run.scalars() == ["a@1=1.0"])
        #expect(try run.sessionEnds() == [.failure])
    }

    @Test func aReturningScopeMarksTheSessionAsSucceeded() throws {
        let run = try WrittenRun()
        let result = try SummaryWriter.withWriter(logdir: run.logdir) { writer in
            writer.addHParams(["lr": 0.1])
            writer.subrun(named: "other").addHParams(["lr": 0.2])
            return 3
        }
        #expect(result == 3)
        #expect(try run.sessionEnds() == [.success])
        #expect(try run.sessionEnds("other") == [.success])
    }

    @Test func anAsynchronousScopeWritesEverything() async throws {
        let run = try WrittenRun()
        await #expect(throws: Errno.canceled) {
            try await SummaryWriter.withWriter(logdir: run.logdir) { writer in
                await Task.yield()
                writer.addScalar("a", 1, step: 1)
                throw Errno.canceled
            }
        }
        #expect(try run.scalars() == ["a@1=1.0"])
    }

    @Test func aForkedChildContinuesInAFileOfItsOwn() throws {
        let run = try WrittenRun()
        #expect(try LoggingProcess(run.logdir, "forks").finish().status == 0)
        #expect(try run.files().count == 2)
        #expect(
            Set(try run.scalars()) == [
                "before@1=1.0", "parent@4=4.0", "child@2=2.0", "child@3=3.0",
            ]
        )
        #expect(try run.scalars().count == 4)
        // The child's file is complete in itself.
        let described = try run.values().filter { $0.value.metadata != nil }
        #expect(described.map(\.value.tag).sorted() == ["before", "child", "parent"])
    }

    @Test func forkingAmongThreadsNeitherHangsNorLosesAnything() throws {
        let run = try WrittenRun()
        #expect(try LoggingProcess(run.logdir, "forks-among-threads").finish().status == 0)
        #expect(try run.files().count == 21)
        var counts: [String: Int] = [:]
        for (_, value) in try run.values() { counts[value.tag, default: 0] += 1 }
        #expect(counts.count == 22)
        #expect(counts.filter { $0.key.hasPrefix("child/") }.values.allSatisfy { $0 == 100 })
        #expect(counts["thread/0"] == 20_000)
        #expect(counts["thread/1"] == 20_000)
    }

    @Test func aClosedPipeIsAnError() throws {
        let logging = try LoggingProcess("unused", "pipes")
        try logging.closeOutput(after: 10_000)
        let end = logging.waitForEnd()
        #expect(!end.isSignalled)
        #expect(end.status == 3)
    }

    @Test func aPipeHasWholeRecords() throws {
        let outcome = try LoggingProcess("unused", "pipes").finish()
        #expect(outcome.status == 0)
        let file = try ScratchFile(Array(outcome.bytes))
        var reader = try EventFileReader(opening: file.path)
        var count = 0
        while let event = try reader.next() {
            if case .summary = event.what { count += 1 }
        }
        #expect(reader.damage.isEmpty)
        #expect(count == 100_000)
    }
}

extension WrittenRun {
    /// How the sessions of hyperparameters in a run ended.
    func sessionEnds(_ run: String = "") throws -> [HParamsPluginData.Status] {
        try values(run).compactMap { _, value in
            guard let content = value.metadata?.pluginContent,
                case .sessionEndInfo(let end) = try HParamsPluginData(decoding: content).content
            else { return nil }
            return end.status
        }
    }
}
