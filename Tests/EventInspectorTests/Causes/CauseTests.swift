import EventInspector
import TestSupport
import Testing

/// A cause is news: what was so before, while all was finite, explains nothing.
@Suite struct CauseTests {
    /// One step for each row of numbers, of these tags.
    private func causes(_ tags: [String], _ rows: [[Float]]) throws -> [Cause] {
        let events = rows.enumerated().map { step, numbers in
            EventBytes.event(
                step: Int64(step),
                wallTime: EventBytes.epoch + Double(step),
                values: zip(tags, numbers).map { EventBytes.scalar($0, $1) }
            )
        }
        return try #require(try Explain.events(events).stories.first).causes
    }

    private func kinds(_ tags: [String], _ rows: [[Float]]) throws -> [Cause.Kind] {
        try causes(tags, rows).map(\.kind)
    }

    @Test(arguments: [
        ([3, 4, 2, 0] as [Float], true), ([0, 0, 0, 0], false), ([3, 0, 2, 0], false),
    ])
    func aNamedZeroIsACauseOnlyIfItIsNew(counts: [Float], isCause: Bool) throws {
        let rows = counts.enumerated().map { [$1, $0 == 3 ? .nan : 1] }
        let kinds = try kinds(["num_target_tokens", "loss"], rows)
        #expect(kinds.contains(.divideByZero) == isCause)
    }

    @Test(arguments: [
        ([1, 0.5, 0.25, 0] as [Float], true), ([1, 0, 0.25, 0], false),
        ([1, 0.5, 0.25, 0.1], false),
    ])
    func theFirstZeroOfASettingIsPossible(numbers: [Float], isCause: Bool) throws {
        let rows = numbers.enumerated().map { [$1, $0 == 3 ? .nan : 1] }
        let causes = try causes(["train/temperature", "train/loss"], rows)
        #expect(causes.isEmpty != isCause)
        #expect(causes.allSatisfy { $0.strength == .possible })
    }

    /// How a failure spreads is not why it began.
    @Test func manyFirstZerosAtOnceSayNothing() throws {
        let names = (0..<4).map { "probe\($0)" }
        let rows = (0..<5).map { step in
            names.map { _ in step == 4 ? 0 : Float(1) } + [step == 4 ? .nan : 1]
        }
        #expect(try kinds(names + ["loss"], rows).isEmpty)
    }

    @Test(arguments: [
        ([0.001, 0.001, 0.001, 0.001, 1e30] as [Float], Cause.Strength?.some(.shown)),
        ([0.001, 0.001, 0.001, 0.001, 1], .likely), ([0.001, 0.001, 0.001, 0.001, 0.01], nil),
        ([0.1, 0.2, 0.3, 0.4, 0.5], nil),
    ])
    func aLearningRateThatJumpsIsACause(rates: [Float], strength: Cause.Strength?) throws {
        let rows = rates.enumerated().map { [$1, $0 == 4 ? .nan : 1] }
        let causes = try causes(["train/learning_rate", "train/loss"], rows)
        #expect(causes.first?.strength == strength)
        #expect(causes.allSatisfy { $0.kind == .divergence })
    }

    /// A schedule that jumped long ago did not break this step.
    @Test func aJumpLongBeforeTheBreakIsNoCause() throws {
        let rows: [[Float]] = (0..<20).map { [$0 < 5 ? 0.001 : 1, $0 == 19 ? .nan : 1] }
        #expect(try kinds(["train/learning_rate", "train/loss"], rows).isEmpty)
    }

    @Test func theOptimizerIsNotBlamedWithoutAGradient() throws {
        let rows: [[Float]] = [[1, 1], [1, 1], [1, .nan]]
        #expect(try kinds(["loss", "weights/fc1.weight/norm"], rows).isEmpty)
        let tags = ["loss", "grad/fc2.weight", "weights/fc1.weight/norm"]
        #expect(try kinds(tags, [[1, 1, 1], [1, 1, .nan]]).isEmpty)
        let own = ["loss", "grad/fc1.weight", "weights/fc1.weight/norm"]
        #expect(try kinds(own, [[1, 1, 1], [1, 1, .nan]]) == [.optimizer])
        // It was never finite, so no step of the optimizer broke it.
        #expect(try kinds(own, [[1, 1, .nan], [1, 1, .nan]]).isEmpty)
    }

    @Test(arguments: [
        ([1e-6, 1e-4, 1e-2, 1, .nan] as [Float], false), ([1, 30, 900, 3e4, .nan], true),
        ([2, 2, 2, 2, 2, 60, 5e6, 2e20, .infinity], true), ([3e4, 3e4, 3e4, 3e4, .nan], false),
    ])
    func growthIsDivergenceWhereSomethingCouldOverflow(losses: [Float], isCause: Bool) throws {
        #expect(try kinds(["loss"], losses.map { [$0] }).contains(.divergence) == isCause)
    }

    /// A part that grows by a schedule and stays finite did not break the whole.
    @Test func growthOfAnotherTagIsNoCause() throws {
        let rows: [[Float]] = (0..<8).map { step in
            [Float(1 << (2 * step)) * 1e-6, step == 7 ? .nan : 1]
        }
        #expect(try kinds(["train/kl_loss", "train/loss"], rows).isEmpty)
    }

    @Test(arguments: [
        ([20_000, 30_000, 40_000, 50_000, 60_000, .infinity] as [Float], true),
        ([60_000, 60_000, 60_000, 60_000, 60_000, .infinity], false),
        ([20_000, 30_000, 40_000, 50_000, 60_000, .nan], false),
        ([20_000, 70_000, 40_000, 50_000, 60_000, .infinity], false),
    ])
    func halfIsSuspectedOnlyOfGrowthIntoAnInfinity(values: [Float], isCause: Bool) throws {
        let kinds = try kinds(["activations/fc1/max"], values.map { [$0] })
        #expect(kinds.contains(.rangeOverflow) == isCause)
    }

    @Test(arguments: [
        ("train/loss", [1, 1, 0] as [Float], true), ("train/loss", [0, 0, 0], false),
        ("train/loss_q0", [1, 1, 0], false),
    ])
    func aLossOfZeroIsFilteredOnlyIfItIsNew(
        tag: String,
        losses: [Float],
        isCause: Bool
    ) throws {
        let rows = losses.enumerated().map { [$1, $0 == 2 ? .nan : 1] }
        #expect(try kinds([tag, "train/grad_norm"], rows).contains(.filteredLoss) == isCause)
    }
}
