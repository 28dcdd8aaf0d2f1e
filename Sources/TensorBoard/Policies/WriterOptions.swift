internal import Platform

/// Options of a writer.
///
/// ```swift
/// var options = SummaryWriter.Options()
/// options.flushInterval = .seconds(30)
/// options.onError = { error in print(error) }
/// let writer = try SummaryWriter(logdir: "runs/mnist", options: options)
/// ```
public struct WriterOptions: Sendable {
    /// The longest time that a value stays in memory before it is written; a crash loses no more.
    public var flushInterval: Duration = .seconds(2)
    /// The most bytes that may wait for the disk; 1 MiB for each run, and the values being logged,
    /// are additional.
    public var queueByteLimit = 256 << 20
    /// What happens to values when the queue has reached that limit.
    public var queuePolicy = WriterQueuePolicy.dropNewest
    /// Appended to the file name.
    public var filenameSuffix = ""
    /// Whether a histogram with non-finite values is accompanied by a scalar `<tag>/non_finite`
    /// with their number.
    public var countsNonFinite = true
    /// The policy of a `dump` that states none; if `nil`, the default ``DumpPolicy``, or with a
    /// flight recorder ``DumpPolicy/whenNotFinite``.
    public var dumpPolicy: DumpPolicy?
    /// Keeps the last steps of dumped tensors in memory until something breaks; none by default.
    public var flightRecorder: FlightRecorder?
    /// What to do about non-finite values, besides writing them.
    public var nonFinitePolicy = NonFinitePolicy.record
    /// Called with the first error, once; prints it to standard error unless set otherwise.
    ///
    /// It is called on any thread, and may use the writer.
    public var onError: (@Sendable (WriterError) -> Void)? = {
        StandardError.print("TensorBoard: \($0)")
    }
    /// Called with each warning, once for each tag and code; prints it to standard error unless set
    /// otherwise.
    ///
    /// It is called on the thread that logs, and may use the writer.
    public var onWarning: (@Sendable (WriterWarning) -> Void)? = {
        StandardError.print("TensorBoard: \($0)")
    }

    /// Creates the default options.
    public init() {}

    var flushNanoseconds: Int64 {
        let (seconds, attoseconds) = flushInterval.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 3_600 else { return 3_600_000_000_000 }
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}

/// What happens to values when the queue is full.
public enum WriterQueuePolicy: Hashable, Sendable {
    /// New values are dropped and counted, and training never waits.
    case dropNewest
    /// Logging waits for the disk, unless the disk fails: then new values are dropped and counted.
    case wait
}
