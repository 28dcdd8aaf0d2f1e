internal import Platform

/// Options of a writer.
///
/// ```swift
/// let writer = try SummaryWriter(
///     logdir: "runs/mnist",
///     options: .init(flushInterval: .seconds(30), onError: { error in print(error) })
/// )
/// ```
public struct WriterOptions: Sendable {
    /// The longest time that a value stays in memory before it is written; a crash loses no more.
    public var flushInterval: Duration
    /// The most bytes that may wait for the disk; 1 MiB for each run, and the values being logged,
    /// are additional.
    public var queueByteLimit: Int
    /// What happens to values when the queue has reached that limit.
    public var queuePolicy: WriterQueuePolicy
    /// Appended to the file name.
    public var filenameSuffix: String
    /// When a run continues in a new file; never unless set otherwise.
    public var rotation: FileRotation?
    /// Whether a histogram with non-finite values is accompanied by a scalar `<tag>/non_finite`
    /// with their number.
    public var countsNonFinite: Bool
    /// The policy of a `dump` that states none; if `nil`, the default ``DumpPolicy``, or with a
    /// flight recorder ``DumpPolicy/whenNotFinite``.
    public var dumpPolicy: DumpPolicy?
    /// Keeps the last steps of dumped tensors in memory until something breaks; none by default.
    public var flightRecorder: FlightRecorder?
    /// What to do about non-finite values, besides writing them.
    public var nonFinitePolicy: NonFinitePolicy
    /// Signals at which everything is written before they act; none by default.
    ///
    /// Afterwards the signal acts as it would have without the writer: it ends the process, or calls
    /// the handler that the program had installed when the writer was created. A signal that the
    /// program ignores stays ignored. The process waits five seconds at most, and does not wait when
    /// the signal comes a second time. At a signal, a forked child writes only what it has logged to
    /// writers of its own.
    public var flushOnTermination: Set<TerminationSignal>
    /// Called with the first error, once; prints it to standard error unless set otherwise.
    ///
    /// It is called on any thread, and may use the writer.
    public var onError: (@Sendable (WriterError) -> Void)?
    /// Called with each warning, once for each tag and code; prints it to standard error unless set
    /// otherwise.
    ///
    /// It is called on the thread that logs, or for what is only found while an image or a sound is
    /// encoded, on one of the writers' own; and may use the writer.
    public var onWarning: (@Sendable (WriterWarning) -> Void)?

    /// Creates options; what is not given has its default.
    ///
    /// - Parameters:
    ///   - flushInterval: The longest time that a value stays in memory; 2 seconds.
    ///   - queueByteLimit: The most bytes that may wait for the disk; 256 MiB.
    ///   - queuePolicy: What happens to values when the queue is full; they are dropped.
    ///   - filenameSuffix: Appended to the file name.
    ///   - rotation: When a run continues in a new file.
    ///   - countsNonFinite: Whether histograms are accompanied by a count of non-finite values.
    ///   - dumpPolicy: The policy of a `dump` that states none.
    ///   - flightRecorder: Keeps the last steps of dumped tensors in memory.
    ///   - nonFinitePolicy: What to do about non-finite values, besides writing them.
    ///   - flushOnTermination: Signals at which everything is written before they act; none.
    ///   - onError: Called with the first error; prints it to standard error.
    ///   - onWarning: Called with each warning; prints it to standard error.
    public init(
        flushInterval: Duration = .seconds(2),
        queueByteLimit: Int = 256 << 20,
        queuePolicy: WriterQueuePolicy = .dropNewest,
        filenameSuffix: String = "",
        rotation: FileRotation? = nil,
        countsNonFinite: Bool = true,
        dumpPolicy: DumpPolicy? = nil,
        flightRecorder: FlightRecorder? = nil,
        nonFinitePolicy: NonFinitePolicy = .record,
        flushOnTermination: Set<TerminationSignal> = [],
        onError: (@Sendable (WriterError) -> Void)? = Self.printToStandardError,
        onWarning: (@Sendable (WriterWarning) -> Void)? = Self.printToStandardError
    ) {
        self.flushInterval = flushInterval
        self.queueByteLimit = queueByteLimit
        self.queuePolicy = queuePolicy
        self.filenameSuffix = filenameSuffix
        self.rotation = rotation
        self.countsNonFinite = countsNonFinite
        self.dumpPolicy = dumpPolicy
        self.flightRecorder = flightRecorder
        self.nonFinitePolicy = nonFinitePolicy
        self.flushOnTermination = flushOnTermination
        self.onError = onError
        self.onWarning = onWarning
    }

    /// Creates options by changing the default ones.
    ///
    /// ```swift
    /// let options = SummaryWriter.Options.with { $0.flightRecorder = FlightRecorder(steps: 20) }
    /// ```
    public static func with(
        _ change: (inout WriterOptions) throws -> Void
    ) rethrows -> WriterOptions {
        var options = WriterOptions()
        try change(&options)
        return options
    }

    /// Prints an error or a warning to standard error, as a writer does unless told otherwise.
    @Sendable
    public static func printToStandardError(_ problem: some CustomStringConvertible) {
        StandardError.print("TensorBoard: \(problem)")
    }

    var flushNanoseconds: Int64 {
        min(flushInterval.clampedNanoseconds, 3_600_000_000_000)
    }
}

/// What happens to values when the queue is full.
public enum WriterQueuePolicy: Hashable, Sendable {
    /// New values are dropped and counted, and training never waits.
    case dropNewest
    /// Logging waits for the disk, unless the disk fails: then new values are dropped and counted.
    case wait
}
