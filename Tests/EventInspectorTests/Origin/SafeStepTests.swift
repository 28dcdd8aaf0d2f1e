import EventInspector
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

/// Which step's checkpoint is called safe.
///
/// Parameters are logged before the update of their step or after it, and a checkpoint is saved
/// after it.
@Suite struct SafeStepTests {
    private static func step(_ step: Int64, _ values: [(String, Float)]) -> [UInt8] {
        EventBytes.event(
            step: step,
            wallTime: EventBytes.epoch + Double(step),
            values: values.map { EventBytes.scalar($0.0, $0.1) }
        )
    }

    private static func story(
        _ events: [[UInt8]],
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> Explanation.Story {
        try #require(try Explain.events(events, options: options).stories.first)
    }

    private static let layers = ["lin1", "lin2", "lin3"]

    /// A step of three layers, of which the second and what follows may not be finite.
    private static func layered(_ number: Int64, isBad: Bool) -> [UInt8] {
        let bad: Float = isBad ? .nan : 1
        let values: [(String, Float)] =
            zip(layers, [1, bad, bad]).map { ("activation/\($0)/mean", $1) } + [("loss", bad)]
            + zip(layers, [1, bad, 1]).map { ("weight/\($0).weight/norm", $1) }
        return step(number, values)
    }

    /// The update of the last step at which all was finite may have broken what the next one logs.
    @Test func theUpdateAfterTheLastFiniteLogIsNotTrusted() throws {
        let story = try Self.story((1...5).map { Self.layered($0, isBad: $0 == 5) })
        #expect(story.step == 5)
        #expect(story.lastFiniteParameters == 3)
    }

    /// The first layer stays finite, which shows nothing of the parameters of the second.
    @Test func withoutItsGradientsTheDemosSafeStepIsNoLaterThanWithThem() throws {
        let path = Fixtures.directory.pushing("demo").string
        var options = ScanOptions(jobs: 1)
        let all = try RunExplainer(options: options).explain(path)
        options.selection.excludedTags = [Glob("gradient*")]
        let part = try RunExplainer(options: options).explain(path)
        #expect(all.stories.first?.lastFiniteParameters == 36)
        #expect(part.stories.first?.lastFiniteParameters == 36)
    }

    /// A loss that was computed from the parameters after their update shows that they were finite.
    @Test func aFiniteLossAfterTheUpdateShowsThatItWasGood() throws {
        let events = (1...45 as ClosedRange<Int64>).map { number -> [UInt8] in
            var values: [(String, Float)] = [("loss", number < 45 ? 1 : .nan)]
            if number % 10 == 0 { values.append(("weight/fc.weight/norm", 1)) }
            return Self.step(number, values)
        }
        #expect(try Self.story(events).lastFiniteParameters == 40)
    }

    /// Parameters that are not finite in a part, such as one row of an embedding, need not reach
    /// the loss.
    @Test func aLossSaysNothingOfParametersThatAreBrokenInPart() throws {
        let events = (1...5 as ClosedRange<Int64>).map { number in
            EventBytes.event(
                step: number,
                wallTime: EventBytes.epoch + Double(number),
                values: [
                    EventBytes.scalar("loss", 1),
                    EventBytes.tensor(
                        "weight/embedding.weight",
                        floats: [1, number < 5 ? 1 : .nan, 1],
                        shape: [3]
                    ),
                ]
            )
        }
        #expect(try Self.story(events).lastFiniteParameters == 3)
    }
}
