#if SwiftLog
public import Logging
internal import Platform
public import TensorBoard

/// A handler of swift-log that logs messages as texts, for the Text dashboard.
///
/// The messages of each step are one text, under the tag `log/<label>`: a line for each message, with
/// its time (UTC), level and metadata. The step is `SummaryWriter.currentStep`, unless
/// a function gives another.
///
/// ```swift
/// let writer = try SummaryWriter(logdir: "runs/served")
/// LoggingSystem.bootstrap { label in
///     MultiplexLogHandler([
///         TensorBoardLogHandler(label: label, writer: writer),
///         StreamLogHandler.standardError(label: label),
///     ])
/// }
/// ```
///
/// A text is written with everything else, after at most two of the writer's flush intervals. A step
/// that lasts longer is logged again with all of its messages, and TensorBoard's data server shows the
/// last text of a step. Of a step with more than ``lineLimit`` messages the newest are kept.
///
/// Handlers with the same label and writer share their texts, and have a level and metadata of their
/// own. They may be used from any thread, and from the writer's own `onWarning` and `onError`. A
/// process that forks logs in the parent only.
public struct TensorBoardLogHandler: LogHandler {
    /// The most messages that one step's text holds.
    public static let lineLimit = 1_000

    /// The lowest level that is logged; `info` at first.
    public var logLevel: Logger.Level = .info
    /// The metadata of every message.
    public var metadata: Logger.Metadata = [:]
    /// The source of metadata that depends on the task, such as a trace's identifier.
    public var metadataProvider: Logger.MetadataProvider?

    private let lines: StepGatherer<LogLines>

    /// Creates a handler for one label.
    ///
    /// - Parameters:
    ///   - label: The logger's label, which names the tag.
    ///   - writer: The writer of the run.
    ///   - metadataProvider: The source of metadata that depends on the task; by default that of
    ///     `LoggingSystem`.
    ///   - step: The step of a message, called on the thread that logs it; it must not log. By
    ///     default the writer's.
    public init(
        label: String,
        writer: SummaryWriter,
        metadataProvider: Logger.MetadataProvider? = LoggingSystem.metadataProvider,
        step: (@Sendable () -> Int)? = nil
    ) {
        self.metadataProvider = metadataProvider
        let tag = label.isEmpty ? "log" : "log/" + label
        lines = writer.gatherer(
            tag,
            LogLines(limit: Self.lineLimit),
            steps: StepSource(step, writer)
        ) { lines, step in
            writer.addText(tag, lines.markdown, step: step)
        }
    }

    /// One entry of the metadata of every message.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Adds a message to the text of its step.
    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let given = event.metadata { all.merge(given) { $1 } }
        if let error = event.error {
            // The names that swift-log's own handler uses.
            all["error.message"] = "\(error)"
            all["error.type"] = "\(String(reflecting: type(of: error)))"
        }
        let line = LogLine(
            wallTime: Clock.wallTime,
            level: event.level.rawValue,
            message: event.message.description,
            metadata: all.map { ($0.key, $0.value.description) }
        )
        lines.gather { $0.add(line.text) }
    }
}
#endif
