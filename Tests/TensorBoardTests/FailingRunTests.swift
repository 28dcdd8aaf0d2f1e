import Foundation
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// A run whose disk fails for good costs the others nothing.
@Suite struct FailingRunTests {
    private let run: WrittenRun
    private static let mebibyte = 1 << 20

    init() throws {
        run = try WrittenRun()
        // No directory can be made in its place.
        try run.directory.write([1], to: "bad")
    }

    private func options(_ policy: SummaryWriter.QueuePolicy) -> SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 4 * Self.mebibyte
        options.queuePolicy = policy
        options.flushInterval = .seconds(3_000)
        return options
    }

    private func tensor(_ byteCount: Int) -> [UInt8] { [UInt8](repeating: 1, count: byteCount) }

    @Test(arguments: [SummaryWriter.QueuePolicy.dropNewest, .wait])
    func aFullBacklogMakesRoomForOthers(policy: SummaryWriter.QueuePolicy) throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(policy))
        let (bad, good) = (writer.subrun(named: "bad"), writer.subrun(named: "good"))
        bad.addTensor("t", tensor(1_000), step: 0)
        #expect(throws: WriterError.self) { try writer.flush() }
        for step in 1...100 { bad.addTensor("t", tensor(100_000), step: step) }
        for step in 0..<4 {
            good.addTensor("t", tensor(2 * Self.mebibyte - 1_000), step: step)
            #expect(throws: WriterError.self) { try writer.flush() }
        }
        #expect(try run.values("good").map(\.step) == [0, 1, 2, 3])
        // Half of the queue is still the failing run's own, and its oldest values are kept.
        try run.directory.remove("bad")
        let error = #expect(throws: WriterError.self) { try writer.close() }
        let steps = try run.values("bad").map(\.step)
        #expect(steps == steps.indices.map(Int64.init))
        #expect(steps.count >= 20)
        #expect(error?.droppedCount == 101 - steps.count)
    }

    @Test func othersAreWrittenWithoutAPause() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(.dropNewest))
        let (bad, good) = (writer.subrun(named: "bad"), writer.subrun(named: "good"))
        bad.addScalar("a", 1, step: 1)
        #expect(throws: WriterError.self) { try writer.flush() }
        good.addTensor("t", tensor(Self.mebibyte), step: 1)
        // The failing run is not tried again before an hour is over.
        try Patience.wait(for: "the file of the run that does not fail") {
            good.eventFile != nil
        }
        try run.directory.remove("bad")
        try writer.close()
        #expect(try run.scalars("bad") == ["a@1=1.0"])
    }

    /// Without its metadata, TensorBoard would not show a tag at all.
    @Test func valuesLoggedAfterADropHaveTheirMetadata() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(.dropNewest))
        let (bad, good) = (writer.subrun(named: "bad"), writer.subrun(named: "good"))
        for step in 0..<3 { bad.addTensor("t", tensor(Self.mebibyte), step: step) }
        bad.addScalar("late", 1, step: 1)
        #expect(throws: WriterError.self) { try writer.flush() }
        good.addTensor("t", tensor(Self.mebibyte), step: 1)
        #expect(throws: WriterError.self) { try writer.flush() }
        bad.addScalar("late", 2, step: 2)
        try run.directory.remove("bad")
        #expect(throws: WriterError.self) { try writer.close() }
        #expect(try run.scalars("bad") == ["late@2=2.0"])
        #expect(try run.values("bad").last?.value.metadata == .scalars)
    }

    /// An embedding waits for its files; here they can never be made.
    @Test func aFailingJobMakesRoomToo() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(.dropNewest))
        let points = [Float](repeating: 1, count: 1_000_000).shaped(1_000, 1_000)
        writer.subrun(named: "bad").addEmbedding("e", points)
        #expect(throws: WriterError.self) { try writer.flush() }
        writer.subrun(named: "good").addTensor("t", tensor(Self.mebibyte), step: 1)
        let error = #expect(throws: WriterError.self) { try writer.close() }
        #expect(error?.droppedCount == 1)
        #expect(try run.values("good").count == 1)
    }
}
