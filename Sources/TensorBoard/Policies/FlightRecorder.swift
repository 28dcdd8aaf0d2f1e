/// A recorder that keeps the last steps of every dumped tensor in memory, and writes them when
/// something breaks.
///
/// As long as training is healthy nothing is written: with a recorder, a writer's
/// ``SummaryWriter/Options/dumpPolicy`` is ``DumpPolicy/whenNotFinite`` unless set otherwise.
/// Everything that is kept is written, in order of steps, with the steps and wall times of the
/// dumps, as soon as
/// - a non-finite value is dumped or logged,
/// - a scalar crosses one of ``triggers``, or
/// - the program calls ``SummaryWriter/writeFlightRecorder(reason:)``.
///
/// Then it continues; the next time, only what was not yet written is.
///
/// ```swift
/// var options = SummaryWriter.Options()
/// options.flightRecorder = FlightRecorder(steps: 20, triggers: [.above(1e4, "loss/train")])
/// let writer = try SummaryWriter(logdir: "runs/mnist", options: options)
/// ```
public struct FlightRecorder: Hashable, Sendable {
    /// A scalar and its bound.
    public struct Trigger: Hashable, Sendable {
        /// The scalar's tag.
        public var tag: String
        /// The bound.
        public var bound: Double
        /// Whether values above the bound trigger, or those below.
        public var isUpper: Bool

        /// A scalar whose values above `bound` trigger.
        public static func above(_ bound: Double, _ tag: String) -> Trigger {
            Trigger(tag: tag, bound: bound, isUpper: true)
        }

        /// A scalar whose values below `bound` trigger.
        public static func below(_ bound: Double, _ tag: String) -> Trigger {
            Trigger(tag: tag, bound: bound, isUpper: false)
        }

        func isCrossed(by value: Double) -> Bool {
            isUpper ? value > bound : value < bound
        }
    }

    /// The number of a tensor's last dumps to keep; 10 by default.
    public var steps: Int
    /// The most memory for the tensors of each run, in bytes; 128 MiB by default.
    ///
    /// When it is full, the oldest dumps go first.
    public var byteLimit: Int
    /// The largest tensor, in bytes, of which more than the ``DumpDigest`` is kept; 16 MiB by
    /// default.
    public var tensorByteLimit: Int
    /// Scalars to watch; each triggers when it crosses its bound, not while it stays beyond.
    public var triggers: [Trigger]

    /// Creates a recorder.
    ///
    /// - Parameters:
    ///   - steps: The number of a tensor's last dumps to keep.
    ///   - byteLimit: The most memory for the tensors of each run, in bytes.
    ///   - tensorByteLimit: The largest tensor, in bytes, of which more than the digest is kept.
    ///   - triggers: Scalars to watch.
    public init(
        steps: Int = 10,
        byteLimit: Int = 128 << 20,
        tensorByteLimit: Int = 16 << 20,
        triggers: [Trigger] = []
    ) {
        self.steps = steps
        self.byteLimit = byteLimit
        self.tensorByteLimit = tensorByteLimit
        self.triggers = triggers
    }
}
