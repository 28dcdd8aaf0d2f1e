internal import Platform

/// How a writer goes about its work.
///
/// ```swift
/// var options = SummaryWriter.Options()
/// options.flushInterval = .seconds(30)
/// options.onError = { error in print(error) }
/// let writer = try SummaryWriter(logdir: "runs/mnist", options: options)
/// ```
public struct WriterOptions: Sendable {
    /// How long a value may stay in memory before it is written; a crash loses no more.
    public var flushInterval: Duration = .seconds(2)
    /// Bytes that may wait for the disk; 1 MiB for each run, and what is being logged, come on
    /// top.
    public var queueByteLimit = 256 << 20
    /// What becomes of values when so many bytes wait.
    public var queuePolicy = WriterQueuePolicy.dropNewest
    /// What stands at the end of the file's name.
    public var filenameSuffix = ""
    /// Whether a histogram with values that are not finite is joined by a scalar
    /// `<tag>/non_finite` that says how many.
    public var countsNonFinite = true
    /// What `dump` writes unless it is told otherwise; where it is nil, what ``DumpPolicy`` says
    /// by default, or with a flight recorder ``DumpPolicy/whenNotFinite``.
    public var dumpPolicy: DumpPolicy?
    /// Keeps the last steps of what is dumped in memory until something breaks; none by default.
    public var flightRecorder: FlightRecorder?
    /// What to do about values that are not finite, besides writing them.
    public var nonFinitePolicy = NonFinitePolicy.record
    /// Is handed the first error, once; prints it to standard error unless set otherwise.
    ///
    /// It is called on any thread, and may use the writer.
    public var onError: (@Sendable (WriterError) -> Void)? = {
        StandardError.print("TensorBoard: \($0)")
    }
    /// Is handed each warning, one for each tag; prints it to standard error unless set
    /// otherwise.
    ///
    /// It is called on the thread that logs, and may use the writer.
    public var onWarning: (@Sendable (WriterWarning) -> Void)? = {
        StandardError.print("TensorBoard: \($0)")
    }

    /// Makes the options of a writer that is not told anything else.
    public init() {}

    var flushNanoseconds: Int64 {
        let (seconds, attoseconds) = flushInterval.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 3_600 else { return 3_600_000_000_000 }
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}

/// What becomes of values when the queue is full.
public enum WriterQueuePolicy: Hashable, Sendable {
    /// New values are dropped and counted, and training is never held up.
    case dropNewest
    /// Logging waits for the disk, unless that fails: then new values are dropped and counted.
    case wait
}
