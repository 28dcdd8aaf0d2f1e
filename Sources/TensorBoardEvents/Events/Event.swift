/// One record of an event file: the values logged at one moment.
///
/// The corresponding protobuf message is `tensorboard.Event` (TensorBoard's
/// `compat/proto/event.proto`). The module `EventDecoding` reads events from bytes and from files.
///
/// ```swift
/// let event = Event(wallTime: 1.8e9, step: 3, what: .fileVersion("brain.Event:2"))
/// print(event.step, event.what)
/// ```
public struct Event: Hashable, Sendable {
    /// Seconds since 1970, UTC; 0 if absent.
    @ComparedByBits public var wallTime: Double
    /// The training step; may be negative.
    public var step: Int64
    /// The content.
    public var what: What
    /// The program that wrote the file, in a file's first event; `nil` if not stated.
    public var writer: String?

    /// The kinds of events.
    public enum What: Hashable, Sendable {
        /// Nothing; an empty event is valid.
        case none
        /// The file's format, `brain.Event:2`; in a file's first event.
        case fileVersion(String)
        /// A serialized `GraphDef`.
        case graphDef([UInt8])
        /// Named values.
        case summary(Summary)
        /// A log message; only in old files.
        case logMessage(LogMessage)
        /// The start or end of a training session.
        case sessionLog(SessionLog)
        /// The profile of one execution.
        case taggedRunMetadata(TaggedRunMetadata)
        /// A serialized `MetaGraphDef`.
        case metaGraphDef([UInt8])
    }

    /// Creates an event.
    public init(
        wallTime: Double = 0,
        step: Int64 = 0,
        what: What = .none,
        writer: String? = nil
    ) {
        self.wallTime = wallTime
        self.step = step
        self.what = what
        self.writer = writer
    }
}
