import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What is odd is told once for each tag, and written all the same.
@Suite struct WarningTests {
    private func warnings(_ body: (SummaryWriter) -> Void) throws -> ([WriterWarning], WrittenRun) {
        let run = try WrittenRun()
        let collected = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { collected.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        body(writer)
        try writer.close()
        return (collected.all, run)
    }

    @Test func aStepThatGoesBackCausesAWarning() throws {
        let (warnings, run) = try warnings { writer in
            for step in [5, 3, 4, 2] { writer.addScalar("a", 1, step: step) }
            for step in [5, 3] { writer.addHistogram("b", [Float(1)], step: step) }
        }
        #expect(warnings.map(\.code) == [.stepWentBack, .stepWentBack])
        #expect(warnings.map(\.tag) == ["a", "b"])
        #expect(warnings.map(\.step) == [3, 3])
        #expect(try run.events().map(\.step) == [5, 3, 4, 2, 5, 3])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func aNonFiniteWallTimeCausesAWarning(wallTime: Double) throws {
        let (warnings, run) = try warnings { writer in
            for step in 0..<2 { writer.addScalar("a", 1, step: step, wallTime: wallTime) }
            writer.addHistogram("b", [Float(1)], step: 0, wallTime: wallTime)
            writer.addTensor("c", [Float(1)], step: 0, wallTime: wallTime)
            writer.addEvent(Event(wallTime: wallTime, what: .graphDef([])))
        }
        #expect(warnings.map(\.tag) == ["a", "b", "c", ""])
        #expect(warnings.allSatisfy { $0.code == .wallTimeNotFinite })
        let times = try run.events().map(\.wallTime)
        #expect(times.count == 5)
        #expect(times.allSatisfy { $0 > 1.5e9 && $0 < 1e11 })
    }

    @Test func anEmptyTagCausesAWarning() throws {
        let (warnings, run) = try warnings { writer in
            for step in 0..<2 { writer.addScalar("", 1, step: step) }
            writer.addScalars(["": 1.0], step: 2)
        }
        #expect(warnings.map(\.code) == [.emptyTag])
        #expect(
            try run.scalars() == ["untagged@0=1.0", "untagged@1=1.0", "untagged@2=1.0"]
        )
    }

    @Test func aTagOfTwoKindsCausesAWarning() throws {
        let (warnings, _) = try warnings { writer in
            writer.addScalar("a", 1, step: 0)
            writer.addHistogram("a", [Float(1)], step: 0)
            writer.addHistogram("a", [Float(1)], step: 1)
        }
        #expect(warnings.map(\.code) == [.kindChanged])
    }

    @Test func clippedPixelsCauseAWarning() throws {
        let (warnings, run) = try warnings { writer in
            let white = [Float(200), 0.5].shaped(1, 2)
            for step in 0..<2 { writer.addImage("a", white, step: step) }
            writer.addImages("b", white.shaped(2, 1, 1), step: 3)
            writer.addImages("c", white.shaped(2, 1, 1), grid: ImageGrid(), step: 4)
            writer.addImage("d", [UInt16(256)].shaped(1, 1), step: 5)
            writer.addImage("e", [UInt8(255)].shaped(1, 1), step: 6)
        }
        #expect(warnings.map(\.code) == .init(repeating: .clipped, count: 4))
        #expect(warnings.map(\.tag) == ["a", "b", "c", "d"])
        #expect(warnings.allSatisfy { $0.message.contains("were clipped; ") })
        #expect(try run.values().count == 6)
    }

    @Test func aValueAfterClosingCausesAWarning() throws {
        let run = try WrittenRun()
        let collected = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { collected.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addScalar("a", 1, step: 0)
        try writer.close()
        writer.addScalar("a", 1, step: 1)
        writer.addScalars(["a": 1.0], step: 1)
        writer.addTensor("b", [Float(1)], step: 1)
        try writer.close()
        #expect(collected.all.map(\.tag) == ["a", "b"])
        #expect(collected.all.allSatisfy { $0.code == .closed })
        #expect(writer.droppedCount == 3)
        #expect(try run.scalars() == ["a@0=1.0"])
    }

    @Test func aDirectoryNamedLikeAnEventFileCausesAWarning() throws {
        let run = try WrittenRun()
        let collected = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { collected.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir + "/my-tfevents", options: options)
        for _ in 0..<2 { writer.subrun(named: "tfevents").addScalar("a", 1, step: 1) }
        try writer.close()
        #expect(collected.all.map(\.code) == [.directoryName, .directoryName])
        #expect(collected.all.map(\.tag) == ["my-tfevents", "tfevents"])
    }

    @Test func anInvalidTensorCausesAWarning() throws {
        let (warnings, run) = try warnings { writer in
            writer.addTensor("short", [Float(1)].shaped(2, 3), step: 0)
            writer.addTensor("overflow", [Float(1)].shaped(.max, .max), step: 0)
            writer.addTensor("negative", [Float(1)].shaped(-1), step: 0)
            writer.addTensor("text", RawTensor(dtype: .string, shape: [1], bytes: [1]), step: 0)
            writer.addHistogram("cut", RawTensor(dtype: .float, shape: [1], bytes: [1]), step: 0)
        }
        #expect(warnings.map(\.code) == .init(repeating: .invalidValue, count: 5))
        #expect(warnings.map(\.tag) == ["short", "overflow", "negative", "text", "cut"])
        #expect(try run.events().isEmpty)
    }
}
