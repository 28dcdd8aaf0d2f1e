import SystemPackage
import TFRecord
import TestSupport
import Testing

/// A pipe that nobody reads holds up no process for longer than stated.
@Suite(.tags(.slow), .unlessSkipped) struct StuckPipeTests {
    /// Five seconds are stated.
    @Test func anEndingProcessGivesUp() throws {
        let logging = try LoggingProcess("unused", "exits-stuck")
        #expect(try logging.finishUnread() == 0)
    }

    @Test func aForkDoesNotWait() throws {
        let scratch = try ScratchDirectory()
        let logging = try forkedWithoutReader(scratch)
        logging.kill()
        #expect(logging.waitForEnd().isSignalled)
    }

    /// The fork interrupts what is being written.
    @Test func nothingIsLostByAFork() throws {
        let scratch = try ScratchDirectory()
        let outcome = try forkedWithoutReader(scratch).finish()
        #expect(outcome.status == 0)
        let file = try ScratchFile(outcome.bytes)
        let steps = try WrittenRun.steps(of: file.path)
        #expect(steps == (0..<100_000).map { $0 })
    }

    /// A process that has forked while its writer was waiting for the pipe.
    private func forkedWithoutReader(_ scratch: ScratchDirectory) throws -> LoggingProcess {
        let logging = try LoggingProcess(scratch.path.string, "forks-stuck")
        try logging.wait(for: "forks of a process whose pipe nobody reads") {
            FileStatus(of: scratch.path("forked")) != nil
        }
        return logging
    }
}
