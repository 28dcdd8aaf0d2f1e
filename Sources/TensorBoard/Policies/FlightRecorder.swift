/// Keeps the last steps of every dumped tensor in memory, and writes them when something breaks.
///
/// As long as training is healthy nothing is written: with a recorder, a writer's
/// ``SummaryWriter/Options/dumpPolicy`` is ``DumpPolicy/whenNotFinite`` unless set otherwise. All
/// that is kept goes into the file, in the order of the steps, with the steps and wall times at which
/// it was dumped, as soon as
/// - something is dumped or logged that is not finite,
/// - a scalar crosses one of ``triggers``, or
/// - the program calls ``SummaryWriter/writeFlightRecorder(reason:)``.
///
/// Then it goes on; the next time, what was not written is.
///
/// ```swift
/// var options = SummaryWriter.Options()
/// options.flightRecorder = FlightRecorder(steps: 20, triggers: [.above(1e4, "loss/train")])
/// let writer = try SummaryWriter(logdir: "runs/mnist", options: options)
/// ```
public struct FlightRecorder: Hashable, Sendable {
    /// A scalar, and a bound to watch.
    public struct Trigger: Hashable, Sendable {
        /// The scalar's tag.
        public var tag: String
        /// The bound.
        public var bound: Double
        /// Whether values above the bound count, or those below.
        public var isUpper: Bool

        /// A scalar of which values above `bound` are to be looked into.
        public static func above(_ bound: Double, _ tag: String) -> Trigger {
            Trigger(tag: tag, bound: bound, isUpper: true)
        }

        /// A scalar of which values below `bound` are to be looked into.
        public static func below(_ bound: Double, _ tag: String) -> Trigger {
            Trigger(tag: tag, bound: bound, isUpper: false)
        }

        func isCrossed(by value: Double) -> Bool {
            isUpper ? value > bound : value < bound
        }
    }

    /// How many of a tensor's dumps are kept, the last ones; 10 by default.
    public var steps: Int
    /// The memory that tensors may take in each run, in bytes; 128 MiB by default.
    ///
    /// When it is full, the oldest dumps go first.
    public var byteLimit: Int
    /// Of a tensor with more bytes, only the numbers of ``DumpDigest`` are kept; 16 MiB by default.
    public var tensorByteLimit: Int
    /// Scalars to watch; each triggers when it crosses its bound, not for as long as it is beyond.
    public var triggers: [Trigger]

    /// Makes a recorder.
    ///
    /// - Parameters:
    ///   - steps: How many of a tensor's dumps are kept, the last ones.
    ///   - byteLimit: The memory that tensors may take in each run.
    ///   - tensorByteLimit: Of a tensor with more bytes, only the digest is kept.
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
