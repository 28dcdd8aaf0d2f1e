import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Causes that whole tensors and histograms of layers show: what goes in, what comes out, in which
/// order.
@Suite struct LayerCauseTests {
    private func step(_ step: Int, _ values: [[UInt8]]) -> [UInt8] {
        EventBytes.event(
            step: Int64(step),
            wallTime: EventBytes.epoch + Double(step),
            values: values
        )
    }

    private func tensor(_ tag: String, _ numbers: Float...) -> [UInt8] {
        EventBytes.tensor(tag, floats: numbers, shape: [1, Int64(numbers.count)])
    }

    /// A histogram of elements between two numbers.
    private func histogram(
        _ tag: String,
        _ count: Double,
        from low: Double,
        to high: Double
    )
        -> [UInt8]
    {
        EventBytes.value(tag) { value in
            value.message(FieldNumber.Value.histogram) { histogram in
                histogram.double(FieldNumber.Histogram.min, low)
                histogram.double(FieldNumber.Histogram.max, high)
                histogram.double(FieldNumber.Histogram.num, count)
                histogram.packed(FieldNumber.Histogram.bucketLimit, doubles: [low, high])
                histogram.packed(FieldNumber.Histogram.bucket, doubles: [0, count])
            }
        }
    }

    private func story(_ steps: [[[UInt8]]]) throws -> Explanation.Story {
        let events = steps.enumerated().map { step($0.offset, $0.element) }
        return try #require(try Explain.events(events).stories.first)
    }

    private func isBad(_ step: Int) -> Bool { step == 4 }
    private let steps = 0..<6

    // MARK: Pairs

    /// What the words of a layer's name mean elsewhere does not matter.
    @Test(arguments: ["entropy_head", "rate", "log", "loss_gate"])
    func whatGoesIntoALayerIsKnownByItsPair(layer: String) throws {
        let story = try story(
            steps.map { step in
                [
                    tensor("in.dense", 1, 2), tensor("out.dense", 3, isBad(step) ? 0 : 1),
                    tensor("in.\(layer)", 3, isBad(step) ? 0 : 1),
                    tensor("out.\(layer)", 1, step >= 4 ? -.infinity : 0.5),
                    EventBytes.scalar("loss", step >= 4 ? .infinity : 1),
                ]
            }
        )
        #expect(story.tag == "out.\(layer)")
        #expect(story.direction == .forward)
        #expect(story.causes.first?.kind == .logZero)
        #expect(story.evidence.contains { $0.contains("in.\(layer) is finite") })
    }

    @Test(arguments: [
        ("log", Cause.Kind.logZero), ("ratio", .divideByZero),
    ])
    func theCauseFitsTheLayer(layer: String, kind: Cause.Kind) throws {
        let story = try story(
            steps.map { step in
                ["inputs", "outputs"].flatMap { side in
                    let isBroken = side == "outputs" && step >= 4
                    return [
                        EventBytes.scalar("\(side)/fc/min", 1),
                        EventBytes.scalar("\(side)/\(layer)/max", 1),
                        EventBytes.scalar(
                            "\(side)/\(layer)/min",
                            isBroken ? -.infinity : isBad(step) ? 0 : 0.5
                        ),
                    ]
                }
            }
        )
        #expect(story.tag == "outputs/\(layer)/min")
        #expect(story.causes.first?.kind == kind)
    }

    // MARK: Order

    /// A zero in what is computed later is a consequence; of a gradient it may be the reason.
    @Test(arguments: [true, false])
    func aFirstZeroAfterTheOriginIsNoCause(comesBefore: Bool) throws {
        let names = comesBefore ? ["act/body", "act/gate"] : ["act/gate", "act/body"]
        let story = try story(
            steps.map { step in
                names.map { name in
                    name == "act/gate"
                        ? tensor(name, step >= 4 ? .nan : 2, 3)
                        : tensor(name, isBad(step) ? 0 : 0.5, 0.25)
                } + [EventBytes.scalar("loss", 1)]
            }
        )
        #expect(story.tag == "act/gate")
        #expect(story.causes.isEmpty != comesBefore)
    }

    /// Where an angle is 0 its cosine is 1, and either slope may be the reason.
    @Test(arguments: [true, false])
    func aFirstZeroNextToAFirstOneSaysNothing(holdsOne: Bool) throws {
        let story = try story(
            steps.map { step in
                [
                    tensor("act/a", step == 4 && holdsOne ? 1 : 0.5, 0.25),
                    tensor("act/b", step == 4 ? 0 : 0.5, 3),
                    EventBytes.scalar("loss", step > 4 ? .nan : 1),
                    tensor("grad/a.weight", step >= 4 ? .nan : 1, 1),
                ]
            }
        )
        #expect(story.direction == .backward)
        #expect(story.causes.isEmpty == holdsOne)
    }

    /// The input of a layer is the batch only if no layer before it can have computed it.
    @Test(arguments: [true, false])
    func theInputOfTheFirstLoggedLayerNeedNotBeTheData(isFirst: Bool) throws {
        let names = isFirst ? ["top", "cell"] : ["cell", "top"]
        let story = try story(
            steps.map { step in
                let number = step >= 4 ? Float.infinity : 1
                return [
                    tensor("inputs/net.top", number, 2), tensor("outputs/net.top", number, 1),
                    EventBytes.scalar("loss", number),
                ] + names.map { tensor("weights/net.\($0).weight", step >= 4 ? .nan : 1, 1) }
            }
        )
        #expect(story.tag == "inputs/net.top")
        #expect((story.direction == .data) == isFirst)
        #expect(story.causes.contains { $0.kind == .badData } == isFirst)
        #expect(story.causes.allSatisfy { $0.strength < .shown })
    }

    /// A tensor that never was finite must not hide a failure.
    @Test func aMaskDoesNotHideTheBreak() throws {
        let story = try story(
            steps.map { step in
                [
                    tensor("fill/output_0", -.infinity, 0.5),
                    tensor("probs/output_0", step >= 4 ? .nan : 0.25, 0.5),
                    tensor("top/output_0", step >= 4 ? .nan : 1, 2),
                    EventBytes.scalar("batch_loss", step >= 4 ? .nan : 1),
                ]
            }
        )
        #expect(story.step == 4)
        #expect(story.tag == "probs/output_0")
        #expect(story.harmless == nil)
    }

    // MARK: Growth

    /// A layer after the origin that grows alone does not show that training diverged.
    @Test func growthOfAnotherLayerIsNoDivergence() throws {
        func steps(growing: String) -> [[[UInt8]]] {
            (0..<8).map { step in
                let size = step == 7 ? Float.nan : Float(1 << (4 * step))
                return [
                    tensor("act/body", step == 7 ? .nan : growing == "body" ? size : 1, 2),
                    tensor("act/decode", growing == "body" ? 1 : size, 2),
                    EventBytes.scalar("loss", step == 7 ? .nan : growing == "loss" ? size : 3),
                ]
            }
        }
        #expect(try story(steps(growing: "decode")).causes.isEmpty)
        // The tensor that broke itself may have diverged, but neither loss nor gradient did.
        let own = try #require(try story(steps(growing: "body")).causes.first)
        #expect(own.kind == .divergence)
        #expect(own.strength == .likely)
        let loss = try #require(try story(steps(growing: "loss")).causes.first)
        #expect(loss.kind == .divergence)
        #expect(loss.strength == .shown)
    }

    // MARK: Optimizer

    /// The gradient of a parameter that was frozen is new, and not logged late.
    @Test(arguments: [
        ([0, 0, 1] as [Float], [Float.nan, .nan, 1] as [Float], Cause.Strength.shown),
        // Zeros in other places, or of another number, show nothing.
        ([1, 0, 0], [.nan, .nan, 1], .likely), ([0, 1, 1], [.nan, .nan, 1], .likely),
    ])
    func zerosOfAGradientAreComparedWithWhatBroke(
        gradient: [Float],
        parameter: [Float],
        strength: Cause.Strength
    ) throws {
        let story = try story(
            (0..<5).map { step in
                let shape: [Int64] = [1, 3]
                let own = EventBytes.tensor("grads/codes.weight", floats: gradient, shape: shape)
                return [
                    EventBytes.scalar("loss", 1), tensor("grads/top.weight", 1, 2),
                ] + (step == 4 ? [own] : []) + [
                    tensor("params/top.weight", 1, 2),
                    EventBytes.tensor(
                        "params/codes.weight",
                        floats: step == 4 ? parameter : [1, 2, 3],
                        shape: shape
                    ),
                ]
            }
        )
        #expect(story.direction == .update)
        let cause = try #require(story.causes.first)
        #expect(cause.kind == .optimizer)
        #expect(cause.strength == strength)
        #expect(cause.evidence.contains { $0.contains("as many as") } == (strength == .shown))
    }

    @Test func aGradientMayBeLateWhereAllAre() throws {
        let story = try story(
            (0..<5).map { step in
                (step == 4 ? [tensor("grads/codes.weight", 0, 0)] : [])
                    + [tensor("params/codes.weight", step == 4 ? .nan : 1, step == 4 ? .nan : 2)]
            }
        )
        #expect(story.causes.isEmpty)
    }

    // MARK: Counts

    /// A number that is what a histogram has lost counts what is not finite, whatever its name.
    @Test(arguments: [
        (2 as Float, 8 as Double, true), (2, 10, false), (3, 8, false),
    ])
    func countsAreKnownByWhatTheirHistogramsLack(
        number: Float,
        left: Double,
        isCount: Bool
    ) throws {
        let story = try story(
            steps.map { step in
                [
                    histogram("gate/output", step == 4 ? left : 10, from: -1, to: 1),
                    EventBytes.scalar("gate/output/odd", step == 4 ? number : 0),
                    histogram("top/output", 10, from: -1, to: 1),
                    EventBytes.scalar("top/output/odd", 0),
                    EventBytes.scalar("loss", step >= 4 ? .nan : 1),
                ]
            }
        )
        #expect((story.tag == "gate/output/odd") == isCount)
        #expect((story.direction == .forward) == isCount)
        #expect(story.evidence.contains { $0.contains("count non-finite") } == isCount)
    }

    /// One number that fits does not make counts of those that do not.
    @Test func aCountThatDoesNotFitItsTensorCountsSomethingElse() throws {
        let story = try story(
            steps.map { step in
                [
                    tensor("act/gate", 1, 2), EventBytes.scalar("act/gate/idle", step < 4 ? 0 : 1),
                    tensor("act/top", step >= 4 ? .nan : 1, 2),
                    EventBytes.scalar("act/top/idle", step < 4 ? 0 : 1),
                    EventBytes.scalar("loss", step >= 4 ? .nan : 1),
                ]
            }
        )
        #expect(story.tag == "act/top")
    }
}
