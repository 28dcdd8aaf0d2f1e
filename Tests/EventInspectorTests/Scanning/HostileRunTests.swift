import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Runs whose numbers are as far out as a file can state them are explained like any others.
@Suite struct HostileRunTests {
    /// Twice a difference of two steps is beyond 64 bits here.
    @Test func stepsFarApartAreExplained() throws {
        let explanation = try Explain.events([
            EventBytes.scalar("loss", 1, step: .min, wallTime: EventBytes.epoch),
            EventBytes.scalar("loss", .nan, step: 1 << 62, wallTime: EventBytes.epoch + 1),
        ])
        let story = try #require(explanation.stories.first)
        #expect(story.tag == "loss")
        #expect(story.step == 1 << 62)
        #expect(story.lastFiniteStep == .min)
        #expect(
            story.advice.contains { $0.contains("log every step from -9,223,372,036,854,775,808") }
        )
    }

    /// Each count of a histogram fits 64 bits and their sum does not.
    @Test func countsWhoseSumExceeds64BitsAreExplained() throws {
        let explanation = try Explain.events(
            (1...3).map { step in
                EventBytes.event(step: step, HostileRun.histogram("fc1/activation", count: 9e18))
            }
        )
        #expect(!explanation.stories.isEmpty)
    }

    /// More tags than are looked at: what a scan names is explained all the same.
    @Test func aTagThatAppearsTooLateIsExplained() throws {
        let count = 25_000
        let events = stride(from: 0, to: count, by: 500).map { start in
            EventBytes.event(
                step: 1,
                values: (start..<start + 500).map {
                    EventBytes.scalar("model/layer\($0)/w", $0 == count - 1 ? .nan : 1)
                }
            )
        }
        let explanation = try Explain.events(events)
        #expect(explanation.report.findings.map(\.tag) == ["model/layer\(count - 1)/w"])
        #expect(explanation.stories.map(\.tag) == ["model/layer\(count - 1)/w"])
    }

    /// Whatever is drawn, there is a text and a JSON of it, and a finding is not passed over.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func noRunCrashesTheProcess(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<TestDepth.rounds(15, of: 60) {
            let run = HostileRun(using: &random)
            let explanation = try Explain.events(run.events)
            let text = ExplanationText(now: 1.8e9).text(of: explanation)
            let json = ExplanationJSON().text(of: explanation)
            #expect(!text.isEmpty)
            #expect((try? JSONReport(json)) != nil, "\(json)")
            #expect(explanation.stories.allSatisfy { !$0.evidence.isEmpty })
        }
    }
}

/// A small run with extreme steps, times, numbers and counts.
private struct HostileRun {
    private(set) var events: [[UInt8]] = []

    init(using random: inout some RandomNumberGenerator) {
        let tags = Self.tags.shuffled(using: &random).prefix(.random(in: 1...4, using: &random))
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let step = Self.steps.randomElement(using: &random) ?? 0
            let wallTime = Self.times.randomElement(using: &random) ?? 0
            if Int.random(in: 0..<10, using: &random) == 0 {
                events.append(EventBytes.sessionStart(step: step, wallTime: wallTime))
            }
            let values = tags.map { Self.value($0, using: &random) }
            events.append(EventBytes.event(step: step, wallTime: wallTime, values: values))
        }
    }

    static func histogram(_ tag: String, count: Double) -> [UInt8] {
        EventBytes.value(tag) { value in
            value.message(FieldNumber.Value.histogram) { histogram in
                histogram.double(FieldNumber.Histogram.min, -.infinity)
                histogram.double(FieldNumber.Histogram.max, .infinity)
                histogram.double(FieldNumber.Histogram.num, count)
                histogram.double(FieldNumber.Histogram.sum, .nan)
                histogram.packed(FieldNumber.Histogram.bucketLimit, doubles: [0, .infinity])
                histogram.packed(FieldNumber.Histogram.bucket, doubles: [count, .nan])
            }
        }
    }

    private static func value(
        _ tag: String,
        using random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        let number = numbers.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            return histogram(tag, count: counts.randomElement(using: &random) ?? 0)
        case 1:
            let shape = shapes.randomElement(using: &random) ?? []
            return EventBytes.tensor(tag, floats: [number, 1, 0], shape: shape)
        case 2:
            let numbers = (0..<3).map { _ in counts.randomElement(using: &random) ?? 0 }
            return EventBytes.tensor(tag, plugin: "histograms") { tensor in
                tensor.dtype(.double)
                tensor.shape([1, 3])
                tensor.delimited(FieldNumber.Tensor.content, numbers.littleEndianBytes)
            }
        default:
            return EventBytes.scalar(tag, number)
        }
    }

    private static let tags = [
        "loss", "grad/fc1/weight", "fc1/activation", "fc2/softmax/output", "fc1/weight", "lr",
        "loss_scale", "input/fc1", "fc1/num_nan", "sqrt/output", "fc1/activation/max", "accuracy",
    ]
    private static let steps: [Int64] = [
        .min, .min + 1, -1 << 62, -1, 0, 1, 2, 3, 1 << 62, .max - 1, .max,
    ]
    private static let times: [Double] = [
        0, -1, 1.7e9, 1.7e9 + 1, 1e300, -1e300, .nan, .infinity, -.infinity, .leastNonzeroMagnitude,
        9.3e18,
    ]
    private static let numbers: [Float] = [
        .nan, .infinity, -.infinity, 0, -0.0, 1, 2, .leastNonzeroMagnitude, 3.4e38, -3.4e38, 65_504,
    ]
    private static let counts: [Double] = [
        0, 1, 9e18, 9.3e18, 1e300, -1, .nan, .infinity, 0x1p53,
    ]
    private static let shapes: [[Int64]] = [
        [], [3], [1, 3], [3, 1], [1 << 62], [.max], [-1], [.max, .max], [3, 1 << 61], [1 << 40, 0],
    ]
}
