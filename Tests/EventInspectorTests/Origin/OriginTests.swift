import EventInspector
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing
import Timelines

/// What is decided from steps that a test writes.
@Suite struct OriginTests {
    /// A step's scalars, in the order in which they are written.
    private func step(_ step: Int64, _ values: [(String, Float)]) -> [UInt8] {
        EventBytes.event(
            step: step,
            wallTime: EventBytes.epoch + Double(step),
            values: values.map { EventBytes.scalar($0.0, $0.1) }
        )
    }

    private func explain(_ events: [[UInt8]], rules: String = "") throws -> Explanation {
        let directory = try ScratchDirectory([Scan.fileName: RecordBytes.file(events)])
        var options = ScanOptions(jobs: 1)
        options.rules = try TagRules(rules)
        return try withExtendedLifetime(directory) {
            try RunExplainer(options: options).explain(directory.path.string)
        }
    }

    private func story(_ events: [[UInt8]], rules: String = "") throws -> Explanation.Story {
        try #require(try explain(events, rules: rules).stories.first)
    }

    @Test func aFiniteLossWithABadGradientMeansBackward() throws {
        let story = try story([
            step(1, [("loss", 1), ("grad/fc1.weight", 1), ("grad/fc2.weight", 1), ("fc1/max", 1)]),
            step(
                2,
                [("loss", 1), ("grad/fc1.weight", .nan), ("grad/fc2.weight", 1), ("fc1/max", 1)]
            ),
        ])
        #expect(story.direction == .backward)
        #expect(story.tag == "grad/fc1.weight")
        #expect(story.layer == "fc1")
        #expect(story.lastFiniteStep == 1)
        #expect(story.evidence.contains { $0.contains("down to grad/fc2.weight") })
    }

    @Test func theFirstLayerIsTheOriginAmongForwardTensors() throws {
        let good: [(String, Float)] = [
            ("activations/fc1/max", 1), ("activations/fc2/max", 1), ("activations/fc3/max", 1),
            ("loss", 1),
        ]
        let bad: [(String, Float)] = [
            ("activations/fc1/max", 1), ("activations/fc2/max", .infinity),
            ("activations/fc3/max", .nan), ("loss", .nan),
        ]
        let story = try story([step(1, good), step(2, bad)])
        #expect(story.direction == .forward)
        #expect(story.tag == "activations/fc2/max")
    }

    @Test func nothingIsClaimedIfOnlyTheLossWasLogged() throws {
        let story = try story([step(1, [("loss", 1)]), step(2, [("loss", .nan)])])
        #expect(story.direction == .unknown)
        #expect(story.causes.isEmpty)
        #expect(!story.advice.isEmpty)
        #expect(story.evidence.contains { $0.contains("cannot tell") })
    }

    @Test func aStepSkippedByMixedPrecisionIsNotAFailure() throws {
        let story = try story([
            step(1, [("loss", 1), ("grad_norm", 2), ("loss_scale", 65_536)]),
            step(2, [("loss", 1), ("grad_norm", .infinity), ("loss_scale", 65_536)]),
            step(3, [("loss", 1), ("grad_norm", 2), ("loss_scale", 32_768)]),
        ])
        #expect(story.harmless != nil)
        #expect(story.causes.isEmpty)
    }

    @Test func aFailureAfterASkippedStepIsFound() throws {
        let story = try story([
            step(1, [("loss", 1), ("grad_norm", 2), ("loss_scale", 65_536)]),
            step(2, [("loss", 1), ("grad_norm", .infinity), ("loss_scale", 65_536)]),
            step(3, [("loss", 1), ("grad_norm", 2), ("loss_scale", 32_768)]),
            step(4, [("loss", .nan), ("grad_norm", .nan), ("loss_scale", 32_768)]),
            step(5, [("loss", .nan), ("grad_norm", .nan), ("loss_scale", 32_768)]),
        ])
        #expect(story.harmless == nil)
        #expect(story.step == 4)
        #expect(story.tag == "loss")
        #expect(story.notes.contains { $0.hasPrefix("step 2: ") })
    }

    @Test func parametersLoggedBeforeTheForwardPassAreToBlame() throws {
        let good: [(String, Float)] = [
            ("weights/fc1.weight/max", 1), ("activations/fc1/max", 1), ("loss", 1),
            ("grad/fc1.weight", 1),
        ]
        let story = try story([
            step(1, good), step(2, good.map { ($0.0, .nan) }),
        ])
        #expect(story.direction == .update)
        #expect(story.tag == "weights/fc1.weight/max")
    }

    @Test func finiteGradientsWithABadParameterMeanUpdate() throws {
        let story = try story([
            step(1, [("loss", 1), ("grad/fc1.weight", 1), ("weights/fc1.weight/max", 1)]),
            step(2, [("loss", 1), ("grad/fc1.weight", 0), ("weights/fc1.weight/max", .nan)]),
        ])
        #expect(story.direction == .update)
        #expect(story.causes.first?.kind == .optimizer)
    }

    @Test func aZeroLossWithABadGradientIsNotBelieved() throws {
        let story = try story([
            step(1, [("train/loss", 1), ("train/grad_norm", 1)]),
            step(2, [("train/loss", 0), ("train/grad_norm", .nan)]),
        ])
        #expect(story.causes.contains { $0.kind == .filteredLoss })
    }

    @Test func steadyGrowthIsDivergence() throws {
        var events: [[UInt8]] = []
        var loss: Float = 1
        var number: Int64 = 0
        while loss.isFinite {
            events.append(step(number, [("loss", loss), ("lr", 0.9)]))
            loss *= 40
            number += 1
        }
        events.append(step(number, [("loss", loss), ("lr", 0.9)]))
        let story = try story(events)
        #expect(story.causes.first?.kind == .divergence)
        #expect(story.causes.first?.evidence.contains { $0.contains("40 times each step") } == true)
    }

    /// The numbers that the cause names are those of the tensors that were logged.
    @Test func theLogarithmOfAnExactZeroIsNamed() throws {
        func event(_ number: Int64, _ input: [Float], _ output: [Float]) -> [UInt8] {
            EventBytes.event(
                step: number,
                values: [
                    EventBytes.tensor("inputs/log", floats: input, shape: [2]),
                    EventBytes.tensor("activations/log", floats: output, shape: [2]),
                    EventBytes.scalar("loss", output[1]),
                ]
            )
        }
        let story = try story([
            event(1, [0.5, 0.25], [-0.69, -1.38]), event(2, [0.5, 0], [-0.69, -.infinity]),
        ])
        #expect(story.direction == .forward)
        #expect(story.layer == "log")
        let cause = try #require(story.causes.first)
        #expect(cause.kind == .logZero)
        #expect(cause.strength == .shown)
        #expect(cause.evidence.contains { $0.contains("0 to 0.5, 1 exact zero") })
    }

    @Test func aMaskOfMinusInfinityIsNotAFailure() throws {
        func event(_ number: Int64) -> [UInt8] {
            EventBytes.event(
                step: number,
                values: [
                    EventBytes.tensor("activations/mask", floats: [0, -.infinity], shape: [2]),
                    EventBytes.tensor("activations/softmax", floats: [1, 0], shape: [2]),
                ]
            )
        }
        #expect(try story([event(1), event(2)]).harmless != nil)
    }

    @Test func rulesSayWhatNamesDoNot() throws {
        let events = [
            step(1, [("probe/a", 1), ("back/a", 1)]), step(2, [("probe/a", 1), ("back/a", .nan)]),
        ]
        #expect(try story(events).direction == .unknown)
        let story = try story(events, rules: "output probe/{layer}\ngradient back/{layer}")
        #expect(story.direction == .backward)
        #expect(story.layer == "a")
    }

    @Test func aHealthyRunHasNoStory() throws {
        let explanation = try explain([step(1, [("loss", 1)]), step(2, [("loss", 0.5)])])
        #expect(explanation.stories.isEmpty)
        #expect(ExplanationText(now: 0).text(of: explanation).contains("all finite"))
    }

    /// Counters of NaNs are finite numbers with a bad meaning.
    @Test func aCounterOfNaNsShowsTheFailureBeforeAnyValue() throws {
        let story = try story([
            step(1, [("loss", 1), ("nan_count/activations/fc1", 0), ("activations/fc1/max", 1)]),
            step(2, [("loss", 1), ("nan_count/activations/fc1", 3), ("activations/fc1/max", 1)]),
            step(3, [("loss", .nan), ("nan_count/activations/fc1", 4)]),
        ])
        #expect(story.step == 2)
        #expect(story.tag == "nan_count/activations/fc1")
        #expect(story.direction == .forward)
    }

    /// The file does not say whether the steps of a second pass belong to a new model.
    @Test func whatBrokeInEachPassIsTold() throws {
        func step(_ number: Int64, at second: Double, _ loss: Float, _ gradient: Float) -> [UInt8] {
            EventBytes.event(
                step: number,
                wallTime: EventBytes.epoch + second,
                values: [
                    EventBytes.scalar("loss", loss), EventBytes.scalar("grad/fc1.weight", gradient),
                ]
            )
        }
        let stories = try explain([
            step(1, at: 1, 1, 1), step(2, at: 2, 1, 1), step(3, at: 3, .nan, 1),
            step(1, at: 4, 1, 1), step(2, at: 5, 1, .nan), step(3, at: 6, 1, 1),
        ]).stories
        #expect(stories.map(\.attempt) == [1, 1])
        #expect(stories.map(\.step) == [3, 2])
        #expect(stories.map(\.tag) == ["loss", "grad/fc1.weight"])
        #expect(stories.map(\.direction) == [.forward, .backward])
        #expect(stories.map(\.outcome) == [.recovered, .recovered])
    }

    /// A restart begins a new attempt: what it did not recover from is told first.
    @Test func eachAttemptHasItsOwnOrigin() throws {
        func events(_ steps: ClosedRange<Int64>, at second: Double, brokenFrom: Int64) -> [[UInt8]]
        {
            steps.map { step in
                EventBytes.event(
                    step: step,
                    wallTime: EventBytes.epoch + second + Double(step),
                    values: [
                        EventBytes.scalar("loss", step < brokenFrom ? 1 : .nan),
                        EventBytes.scalar("grad/fc1.weight", step < brokenFrom ? 1 : .nan),
                    ]
                )
            }
        }
        let start = EventBytes.sessionStart(step: 5, wallTime: EventBytes.epoch + 99)
        let stories = try explain(
            events(1...9, at: 0, brokenFrom: 7) + [start] + events(5...12, at: 100, brokenFrom: 10)
        ).stories
        #expect(stories.map(\.attempt) == [2, 1])
        #expect(stories.map(\.segment) == [1, 0])
        #expect(stories.map(\.step) == [10, 7])
        #expect(stories.map(\.outcome) == [.broken, .recoveredByRestart])
        #expect(stories.first?.notes.contains { $0.contains("restarted at step 5") } == true)
    }

    /// The graph tells the order where the file's order does not.
    @Test func theGraphOrdersTheLayers() throws {
        func node(_ name: String, _ inputs: [String]) -> GraphDef.Node {
            GraphDef.Node(name: name, op: "MatMul", inputs: inputs)
        }
        let graph = GraphDef(nodes: [
            node("outer/MatMul", ["inner/MatMul"]), node("inner/MatMul", []),
        ])
        func step(_ number: Int64, _ value: Float) -> [UInt8] {
            self.step(
                number,
                [
                    ("activations/outer", value), ("activations/inner", value),
                    ("grad/outer.weight", 1), ("grad/inner.weight", 1),
                ]
            )
        }
        let event = Event(wallTime: EventBytes.epoch, what: .graphDef(graph.encoded())).encoded()
        #expect(try story([step(1, 1), step(2, .nan)]).layer == "outer")
        #expect(try story([event, step(1, 1), step(2, .nan)]).layer == "inner")
    }
}
