import Platform
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// The queue's thread writes in time, and rests when there is nothing to do.
@Suite struct WorkerTests {
    private func options(flushInterval: Duration) -> SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.flushInterval = flushInterval
        return options
    }

    @Test(arguments: [Duration.zero, .milliseconds(-5), .nanoseconds(1), .seconds(2)])
    func aThreadWithNothingToDoRests(interval: Duration) async throws {
        let queue = EventQueue(options: options(flushInterval: interval))
        queue.withGate { held in #expect(queue.nextStep(at: Clock.monotonic, held) == .rest) }
    }

    @Test(arguments: [Duration.zero, .milliseconds(-5), .nanoseconds(1)])
    func aFailingDiskIsNotTriedWithoutAPause(interval: Duration) throws {
        let queue = EventQueue(options: options(flushInterval: interval))
        queue.withGate { held in
            held.queue.failedAt = 1_000
            #expect(queue.nextStep(at: 1_000, held) == .wait(nanoseconds: 100_000_000))
            #expect(queue.nextStep(at: 100_001_000, held) == .write(sealing: true, retrying: true))
        }
    }

    /// Otherwise a flush could wait as long as others log.
    @Test func theThreadYieldsToThreadsThatWaitForTheFiles() throws {
        let queue = EventQueue(options: options(flushInterval: .zero))
        queue.withGate { held in
            held.queue.pendingSince = 1_000
            held.queue.filesWaiterCount = 1
            #expect(queue.nextStep(at: 2_000, held) == .rest)
            held.queue.filesWaiterCount = 0
            #expect(queue.nextStep(at: 2_000, held) == .write(sealing: true, retrying: false))
        }
    }

    @Test(arguments: [Duration.zero, .milliseconds(-5), .nanoseconds(1)])
    func everythingIsWrittenAfterAnInterval(interval: Duration) throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(
            logdir: run.logdir,
            options: options(flushInterval: interval)
        )
        for step in 0..<3 {
            writer.addScalar("a", step, step: step)
            try Patience.wait(for: "the value of step \(step)") {
                try run.scalars().count > step
            }
            #expect(try run.scalars().count == step + 1)
        }
        try writer.close()
    }

    /// Nobody logs or flushes after the flush that failed.
    @Test func aFailedFlushIsTriedAgain() throws {
        let run = try WrittenRun()
        try run.directory.write([1], to: "train")
        let writer = try SummaryWriter(
            logdir: run.logdir,
            options: options(flushInterval: .milliseconds(200))
        )
        let train = writer.subrun(named: "train")
        train.addScalar("a", 1, step: 1)
        #expect(throws: WriterError.self) { try writer.flush() }
        try run.directory.remove("train")
        try Patience.wait(for: "the file of a run that could not be made at first") {
            train.eventFile != nil
        }
        try writer.close()
        #expect(try run.scalars("train") == ["a@1=1.0"])
    }
}
