import Foundation
import TestSupport
import Testing

@testable import TensorBoard

/// What a program does in `onError` harms neither it nor the writer, on whatever thread.
@Suite struct CallbackTests {
    private let run: WrittenRun

    init() throws {
        run = try WrittenRun()
    }

    /// Lets the writer's thread find out that its directory is gone, and calls `body` there.
    private func onWorker(
        _ options: SummaryWriter.Options,
        _ body: @escaping @Sendable (SummaryWriter) -> Void
    ) throws -> SummaryWriter {
        let (writers, isDone) = (Collected<SummaryWriter>(), Collected<Bool>())
        var options = options
        options.flushInterval = .milliseconds(1)
        options.onError = { _ in
            for writer in writers.all { body(writer) }
            isDone.append(true)
        }
        let writer = try SummaryWriter(logdir: run.logdir + "/run", options: options)
        writers.append(writer)
        writer.addScalar("a", 1, step: 1)
        try writer.flush()
        try run.directory.remove("run")
        writer.addScalar("a", 2, step: 2)
        try Patience.wait(for: "the end of onError") { !isDone.all.isEmpty }
        writers.removeAll()
        return writer
    }

    /// Nobody but the thread itself could make room.
    @Test func loggingIntoAFullQueueDoesNotWaitForItself() throws {
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 1 << 20
        options.queuePolicy = .wait
        let writer = try onWorker(options) { writer in
            let large = [UInt8](repeating: 1, count: 600 << 10)
            for step in 0..<4 { writer.addTensor("t", large, step: step) }
        }
        let error = #expect(throws: WriterError.self) { try writer.close() }
        #expect(error?.droppedCount == 3)
    }

    @Test func closingOnTheQueuesThreadReturns() throws {
        let writer = try onWorker(.silent) { try? $0.close() }
        try? writer.close()
    }

    /// A process that a callback starts inherits what is blocked.
    @Test func callbacksHaveTheProgramsSignalMask() throws {
        // The threads of tests block them, which the writer's own then takes for the program's wish.
        var (unblocked, before) = (sigset_t(), sigset_t())
        sigemptyset(&unblocked)
        sigaddset(&unblocked, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &unblocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let blocked = Collected<Bool>()
        let writer = try onWorker(.silent) { _ in
            var mask = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &mask)
            blocked.append(sigismember(&mask, SIGTERM) == 1)
        }
        #expect(blocked.all == [false])
        try? writer.close()
    }
}
