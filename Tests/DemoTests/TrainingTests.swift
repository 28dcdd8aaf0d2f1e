import EventInspector
import TensorBoard
import TestSupport
import Testing

@testable import tfevents_demo

@Suite(.tags(.slow), .unlessSkipped) struct TrainingTests {
    @Test func aHealthyRunLearnsAndStaysFinite() throws {
        let run = try DemoRun.usual(nil)
        #expect(run.outcome.accuracy > 0.95)
        #expect(run.outcome.brokenStep == nil)
        #expect(run.report.findings.isEmpty)
        #expect(run.report.totals.elements > 100_000)
    }

    @Test(arguments: [
        (Breakage.logZero, "log/output"), (.sqrtZero, "sqrt/gradient"),
        (.arccosOne, "acos/gradient"), (.divideByZero, "standardize/output"),
        (.learningRate, "loss"), (.halfOverflow, "distance/output"), (.badData, "fc1/input"),
        (.softmaxOverflow, "softmax/output"), (.optimizer, "fc1/weight/update"),
    ])
    func eachMistakeShowsFirstAtItsOrigin(_ breakage: Breakage, _ tag: String) throws {
        let run = try DemoRun.usual(breakage)
        #expect(run.firstTag == tag)
        let broken = try #require(run.outcome.brokenStep)
        #expect(broken >= 4, "it trains for some steps first")
        #expect(run.report.findings.first?.first.step == Int64(broken))
    }

    @Test(arguments: [Breakage.halfOverflow, .sqrtZero])
    func aFlightRecorderShowsTheSameOriginInLessSpace(_ breakage: Breakage) throws {
        var options = SummaryWriter.Options()
        options.flightRecorder = FlightRecorder(steps: 5)
        let recorded = try DemoRun(breakage, options: options)
        let whole = try DemoRun.usual(breakage)
        #expect(recorded.firstTag == whole.firstTag)
        #expect(recorded.outcome.brokenStep == whole.outcome.brokenStep)
        #expect(recorded.report.totals.bytes < whole.report.totals.bytes)
    }

    @Test func theSameSeedGivesTheSameTraining() throws {
        let outcomes = try (0..<2).map { _ in try DemoRun(nil, seed: 7, steps: 20).outcome }
        #expect(outcomes[0] == outcomes[1])
        #expect(try DemoRun(nil, seed: 8, steps: 20).outcome != outcomes[0])
    }
}
