import TestSupport
import Testing

/// A pipe that nobody reads holds up no process for longer than stated.
@Suite struct StuckPipeTests {
    /// Five seconds are stated.
    @Test func aProcessThatEndsGivesUp() throws {
        let logging = try LoggingProcess("unused", "exits-stuck")
        #expect(logging.waitForEnd(within: .seconds(90)) == 0)
    }

    @Test func aForkDoesNotWait() throws {
        let logging = try LoggingProcess("unused", "forks-stuck")
        #expect(logging.waitForEnd(within: .seconds(90)) == 0)
    }

    /// The fork interrupts what is being written.
    @Test func nothingIsLostByAFork() throws {
        let outcome = try LoggingProcess("unused", "forks-stuck").finish()
        #expect(outcome.status == 0)
        let file = try ScratchFile(outcome.bytes)
        let steps = try WrittenRun.steps(of: file.path)
        #expect(steps == (0..<100_000).map { $0 })
    }
}
