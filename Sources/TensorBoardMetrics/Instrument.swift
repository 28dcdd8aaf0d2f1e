#if SwiftMetrics
internal import CoreMetrics
internal import TensorBoard

/// A metric's handler, and the values that it gathers.
protocol Instrument: AnyObject, Sendable {
    var tag: String { get }
    /// Logs what is left, and gathers nothing more for the writer.
    func end()
}

/// The total of a counter.
final class TotalInstrument: Instrument, CounterHandler, FloatingPointCounterHandler {
    struct Total: StepValues {
        var total = 0.0

        mutating func beginStep() {}
    }

    let tag: String
    private let writer: SummaryWriter
    private let gatherer: StepGatherer<Total>

    init(_ tag: String, _ writer: SummaryWriter, _ steps: StepSource) {
        self.tag = tag
        self.writer = writer
        gatherer = writer.gatherer(tag.source, Total(), steps: steps) { values, step in
            writer.addScalar(
                tag,
                values.total,
                step: step,
                description: "The total of the counter."
            )
        }
    }

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    func increment(by amount: Double) { gatherer.gather { $0.total += amount } }

    func reset() { gatherer.gather { $0.total = 0 } }

    func end() { writer.end(gatherer, named: tag.source) }
}

/// The last value of a gauge or a meter.
final class LatestInstrument: Instrument, RecorderHandler, MeterHandler {
    struct Latest: StepValues {
        var value = 0.0

        mutating func beginStep() {}
    }

    let tag: String
    private let writer: SummaryWriter
    private let gatherer: StepGatherer<Latest>

    init(_ tag: String, _ writer: SummaryWriter, _ steps: StepSource) {
        self.tag = tag
        self.writer = writer
        gatherer = writer.gatherer(tag.source, Latest(), steps: steps) { values, step in
            writer.addScalar(
                tag,
                values.value,
                step: step,
                description: "The last value of the step."
            )
        }
    }

    func record(_ value: Int64) { set(Double(value)) }

    func record(_ value: Double) { set(value) }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) { gatherer.gather { $0.value = value } }

    func increment(by amount: Double) { gatherer.gather { $0.value += amount } }

    func decrement(by amount: Double) { increment(by: -amount) }

    func end() { writer.end(gatherer, named: tag.source) }
}

/// The values of a recorder.
final class SampleInstrument: Instrument, RecorderHandler {
    let tag: String
    private let writer: SummaryWriter
    private let gatherer: StepGatherer<Sample>

    init(_ tag: String, _ writer: SummaryWriter, _ steps: StepSource) {
        self.tag = tag
        self.writer = writer
        gatherer = writer.gatherer(tag.source, Sample(), steps: steps) { sample, step in
            writer.add(sample, tag, step: step, unit: nil)
        }
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) { gatherer.gather { $0.add(value) } }

    func end() { writer.end(gatherer, named: tag.source) }
}

extension String {
    /// The name under which the values of this tag are gathered, which no logger's has.
    var source: String { "metric " + self }
}
#endif
