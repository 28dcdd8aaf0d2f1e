import EventInspector
import TestSupport
import Testing

/// Wall times that are no time; TensorBoard's data server gives up the file at one.
struct WallTimeTests {
    private func event(_ step: Int64, _ wallTime: Double, _ number: Float = 1) -> [UInt8] {
        EventBytes.event(step: step, wallTime: wallTime, EventBytes.scalar("loss", number))
    }

    @Test func theEventsValuesAreReadNevertheless() throws {
        let report = try Scan.events([event(1, .nan, .infinity), event(2, 1, .nan)])
        #expect(
            report.briefs == [
                "loss +inf simple_value 1 in 1 from step 1", " nan wall_time 1 in 1 from step 1[0]",
                "loss nan simple_value 1 in 1 from step 2",
            ]
        )
    }

    @Test func anEventWithoutValuesHasAWallTimeToo() throws {
        let report = try Scan.events([EventBytes.version(wallTime: -.infinity)])
        #expect(report.briefs == [" -inf wall_time 1 in 1 from step 0[0]"])
        #expect(report.exitCode == 1)
    }

    /// The last that is not finite is followed by one that is.
    @Test func aWallTimeThatBecomesFiniteAgainIsNotTerminal() throws {
        let again = try Scan.events([event(1, 1), event(2, .nan), event(3, 3)])
        #expect(again.findings.map(\.isTerminal) == [false])
        let toTheEnd = try Scan.events([event(1, 1), event(2, .nan), event(3, .nan)])
        #expect(toTheEnd.findings.map(\.isTerminal) == [true])
    }

    @Test func theLastWallTimeOfARunIsFinite() throws {
        let report = try Scan.events([event(1, 5), event(2, .infinity), event(3, 3)])
        #expect(report.runs.map(\.lastWallTime) == [5])
    }

    @Test(arguments: [0.0, -1, -0.0, 1e300, 5])
    func anyFiniteWallTimeIsValid(wallTime: Double) throws {
        #expect(try Scan.events([event(1, wallTime)]).exitCode == 0)
    }
}
