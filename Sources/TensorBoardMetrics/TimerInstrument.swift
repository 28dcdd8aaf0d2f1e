#if SwiftMetrics
internal import CoreMetrics
internal import TensorBoard

/// The durations of a timer.
final class TimerInstrument: Instrument, TimerHandler {
    /// The durations of a step, and the unit in which they are logged.
    struct Durations: StepValues {
        /// In nanoseconds.
        var sample = Sample()
        /// Fixed by the first value, since the numbers of one chart share a unit.
        private(set) var unit = TimeUnit.seconds
        private var isFixed = false

        mutating func add(nanoseconds: Int64) {
            isFixed = true
            sample.add(Double(nanoseconds) / Double(unit.scaleFromNanoseconds))
        }

        mutating func prefer(_ unit: TimeUnit) {
            if !isFixed { self.unit = unit }
        }

        mutating func beginStep() { sample.beginStep() }
    }

    let tag: String
    private let writer: SummaryWriter
    private let gatherer: StepGatherer<Durations>

    init(_ tag: String, _ writer: SummaryWriter, _ steps: StepSource) {
        self.tag = tag
        self.writer = writer
        gatherer = writer.gatherer(tag.source, Durations(), steps: steps) { durations, step in
            writer.add(durations.sample, tag, step: step, unit: durations.unit.name)
        }
    }

    func recordNanoseconds(_ duration: Int64) {
        gatherer.gather { $0.add(nanoseconds: duration) }
    }

    func preferDisplayUnit(_ unit: TimeUnit) {
        gatherer.gather { $0.prefer(unit) }
    }

    func end() { writer.end(gatherer, named: tag.source) }
}

extension TimeUnit {
    /// The unit's name, for a description.
    fileprivate var name: String {
        switch self {
        case .nanoseconds: "nanoseconds"
        case .microseconds: "microseconds"
        case .milliseconds: "milliseconds"
        case .seconds: "seconds"
        case .minutes: "minutes"
        case .hours: "hours"
        case .days: "days"
        default: "units of \(scaleFromNanoseconds) nanoseconds"
        }
    }
}
#endif
