import Foundation
import TestSupport
import Testing

@testable import TensorBoard

/// A signal acts as it would without a writer, but not before everything is written.
@Suite struct TerminationTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func aProcessDiesOfTheSignalWithEverythingWritten(signal: Int32) throws {
        let run = try WrittenRun()
        let logging = try LoggingProcess(run.logdir, "terminated")
        #expect(try logging.lines(1) == ["ready"])
        logging.send(signal)
        let end = logging.waitForEnd()
        #expect(end.isSignalled)
        #expect(end.status == signal)
        #expect(try run.values().count == 101)
    }

    @Test func anIgnoredSignalStaysIgnored() throws {
        let run = try WrittenRun()
        let outcome = try LoggingProcess(run.logdir, "terminated-ignored").finish()
        #expect(outcome.status == 0)
        #expect(outcome.output == "ignored\n")
        // The image is written without a signal, since it fills a chunk of its own.
        #expect(try run.scalars("").contains("after@1=1.0") == false)
    }

    @Test func aHandlerOfTheProgramIsCalledAfterEverythingIsWritten() throws {
        let run = try WrittenRun()
        let outcome = try LoggingProcess(run.logdir, "terminated-handled").finish()
        #expect(outcome.status == 0)
        #expect(!outcome.isSignalled)
        #expect(outcome.output == "handled\n")
        let scalars = try run.scalars()
        #expect(scalars.count == 101)
        // Logged after the first signal, and written by the second.
        #expect(scalars.contains("after@1=1.0"))
    }

    @Test(.tags(.slow), .unlessSkipped) func aStuckPipeDelaysTheEndForALimitedTime() throws {
        let logging = try LoggingProcess("unused", "terminated-stuck")
        #expect(try logging.lines(1) == ["ready"])
        logging.send(SIGTERM)
        let end = logging.waitForEnd()
        #expect(end.isSignalled)
        #expect(end.status == SIGTERM)
    }
}
