import EventInspector
import TestSupport
import Testing

@testable import tfevents_demo

/// What `tfevents explain` makes of each way in which the demo breaks.
@Suite(.tags(.slow), .unlessSkipped) struct ExplanationTests {
    @Test(arguments: [
        (Breakage.logZero, OriginDirection.forward, "log", Cause.Kind.logZero),
        (.sqrtZero, .backward, "sqrt", .sqrtZero), (.arccosOne, .backward, "acos", .arccosOne),
        (.divideByZero, .forward, "standardize", .divideByZero),
        (.learningRate, .loss, "loss", .divergence),
        (.halfOverflow, .forward, "distance", .rangeOverflow),
        (.badData, .data, "fc1", .badData),
        (.softmaxOverflow, .forward, "softmax", .expOverflow),
        (.optimizer, .update, "fc1/weight", .optimizer),
    ])
    func originDirectionAndCauseAreNamed(
        breakage: Breakage,
        direction: OriginDirection,
        layer: String,
        cause: Cause.Kind
    ) throws {
        let run = try DemoRun.usual(breakage)
        let stories = run.explanation.stories
        let story = try #require(stories.first)
        #expect(stories.count == 1)
        #expect(story.harmless == nil)
        #expect(story.step == Int64(try #require(run.outcome.brokenStep)))
        #expect(story.direction == direction)
        #expect(story.layer == layer)
        #expect(story.causes.first?.kind == cause)
        #expect(run.report.origin.first?.direction == direction)
    }

    @Test func aHealthyRunHasNoExplanation() throws {
        let run = try DemoRun.usual(nil)
        #expect(run.explanation.stories.isEmpty)
        #expect(run.report.exitCode == 0)
    }
}
