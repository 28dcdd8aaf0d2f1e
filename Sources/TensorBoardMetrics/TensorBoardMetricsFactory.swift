#if SwiftMetrics
public import CoreMetrics
internal import Synchronization
public import TensorBoard

/// A backend of swift-metrics that logs to TensorBoard.
///
/// | metric | what is logged of each step in which it changed |
/// |---|---|
/// | `Counter`, `FloatingPointCounter` | a scalar, the total |
/// | `Gauge`, `Meter` | a scalar, the last value |
/// | `Recorder` | a scalar, the mean, and a histogram `<tag>/distribution` |
/// | `Timer` | the same, in seconds, or in the unit that the timer prefers |
///
/// The tag is the label, followed by the dimensions: `requests/method=GET,status=200`. The step is
/// `SummaryWriter.currentStep`, unless a function gives another.
///
/// ```swift
/// let writer = try SummaryWriter(logdir: "runs/served")
/// MetricsSystem.bootstrap(TensorBoardMetricsFactory(writer: writer))
///
/// for step in 0..<100 {
///     writer.step = step
///     Counter(label: "samples").increment(by: 64)
///     Gauge(label: "queue").record(12)
/// }
/// ```
///
/// Values are gathered until their step ends, and are written after at most two of the writer's flush
/// intervals. A step that lasts longer is logged again with all of its values, and TensorBoard's data
/// server shows the last point of a step. A program without steps gives one that ascends with time,
/// for example the seconds since it started.
///
/// Scalars have 32 bits, as all of TensorBoard's: totals above 16,777,216 are rounded. A process that
/// forks logs in the parent only.
public final class TensorBoardMetricsFactory: MetricsFactory {
    private struct Key: Hashable {
        let kind: Kind
        let label: String
        let dimensions: [[String]]
    }

    private struct State {
        var instruments: [Key: any Instrument] = [:]
        /// The kind of metric that has a tag.
        var kinds: [String: Kind] = [:]
    }

    private let writer: SummaryWriter
    private let steps: StepSource
    private let state = Mutex(State())

    /// Creates a backend.
    ///
    /// - Parameters:
    ///   - writer: The writer of the run.
    ///   - step: The step of a value, called on the thread that records it; it must not record. By
    ///     default the writer's.
    public init(writer: SummaryWriter, step: (@Sendable () -> Int)? = nil) {
        self.writer = writer
        steps = StepSource(step, writer)
    }

    /// Makes the handler of a counter, or returns that of an equal one.
    public func makeCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any CounterHandler {
        instrument(.counter, label, dimensions) { TotalInstrument($0, writer, steps) }
    }

    /// Makes the handler of a counter of fractions, or returns that of an equal one.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        instrument(.floatingPointCounter, label, dimensions) { TotalInstrument($0, writer, steps) }
    }

    /// Makes the handler of a meter, or returns that of an equal one.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        instrument(.meter, label, dimensions) { LatestInstrument($0, writer, steps) }
    }

    /// Makes the handler of a recorder or, if it does not aggregate, of a gauge, or returns that of
    /// an equal one.
    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate {
            return instrument(.recorder, label, dimensions) {
                SampleInstrument($0, writer, steps)
            }
        }
        return instrument(.gauge, label, dimensions) { LatestInstrument($0, writer, steps) }
    }

    /// Makes the handler of a timer, or returns that of an equal one.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        instrument(.timer, label, dimensions) { TimerInstrument($0, writer, steps) }
    }

    /// Logs what a counter has left, and forgets it: an equal one starts at zero.
    public func destroyCounter(_ handler: any CounterHandler) { destroy(handler) }

    /// Logs what a counter has left, and forgets it: an equal one starts at zero.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        destroy(handler)
    }

    /// Logs what a meter has left, and forgets it: an equal one starts at zero.
    public func destroyMeter(_ handler: any MeterHandler) { destroy(handler) }

    /// Logs what a recorder or a gauge has left, and forgets it.
    public func destroyRecorder(_ handler: any RecorderHandler) { destroy(handler) }

    /// Logs what a timer has left, and forgets it.
    public func destroyTimer(_ handler: any TimerHandler) { destroy(handler) }

    /// The instrument of that name, which all metrics with equal labels and dimensions share.
    private func instrument<Made: Instrument>(
        _ kind: Kind,
        _ label: String,
        _ dimensions: [(String, String)],
        make: (_ tag: String) -> Made
    ) -> Made {
        let tag = Self.tag(label, dimensions)
        let key = Key(
            kind: kind,
            label: label,
            dimensions: dimensions.map { [$0.0, $0.1] }.sorted { $0.lexicographicallyPrecedes($1) }
        )
        return state.withLock { state in
            if let known = state.instruments[key] as? Made { return known }
            // Two kinds under one tag would be one chart of two meanings.
            let isFree = state.kinds[tag] == nil || state.kinds[tag] == kind
            let made = make(isFree ? tag : tag + "/" + kind.rawValue)
            if isFree { state.kinds[tag] = kind }
            state.instruments[key] = made
            return made
        }
    }

    private func destroy(_ handler: any AnyObject) {
        // Released and logged after the lock.
        let destroyed = state.withLock { state -> [any Instrument] in
            let found = state.instruments.filter { $0.value === handler }
            for key in found.keys { state.instruments[key] = nil }
            for (tag, kind) in state.kinds
            where found.contains(where: { $0.value.tag == tag && $0.key.kind == kind }) {
                state.kinds[tag] = nil
            }
            return Array(found.values)
        }
        for instrument in destroyed { instrument.end() }
    }

    /// The label, followed by the dimensions in the order of their names.
    static func tag(_ label: String, _ dimensions: [(String, String)]) -> String {
        guard !dimensions.isEmpty else { return label }
        let sorted = dimensions.sorted { $0 < $1 }
        return label + "/" + sorted.map { $0.0 + "=" + $0.1 }.joined(separator: ",")
    }
}

/// The kinds of metrics.
enum Kind: String {
    case counter, floatingPointCounter, meter, gauge, recorder, timer
}
#endif
