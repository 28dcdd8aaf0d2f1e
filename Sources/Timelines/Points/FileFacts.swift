/// What the name of an event file says: `events.out.tfevents.<seconds>.<host>.<pid>.<counter>`.
///
/// The order of files follows TensorFlow's `EventsWriter` and torch's `SummaryWriter`, whose names
/// hold the second at which the file was made; a modification time orders nothing.
public struct FileFacts: Sendable, Hashable {
    /// The host on which the file was written.
    public var host: String?
    /// The process that wrote it.
    public var process: Int?
    /// When it was made, in seconds since 1970, UTC.
    public var seconds: Int?
    /// The number of the file within its process.
    public var counter: Int?

    /// Makes the facts of a name; all are optional, for a file may be called anything.
    public init(
        host: String? = nil,
        process: Int? = nil,
        seconds: Int? = nil,
        counter: Int? = nil
    ) {
        self.host = host
        self.process = process
        self.seconds = seconds
        self.counter = counter
    }
}

/// A stretch of a file that was not read, so that nothing is known of the values in it.
public struct UnreadStretch: Sendable, Hashable {
    /// Why a stretch was not read.
    public enum Reason: UInt8, Sendable, Hashable {
        /// Its bytes are damaged.
        case damage
        /// The caller chose tags, steps or files, and it was not among them.
        case selection
    }

    /// The file.
    public var file: Int
    /// The places of the stretch, from its first to before its end.
    public var places: Range<Int>
    /// Why it was not read.
    public var reason: Reason

    /// Makes a stretch.
    public init(file: Int, places: Range<Int>, reason: Reason) {
        self.file = file
        self.places = places
        self.reason = reason
    }
}

/// An event by which a writer says that it starts or resumes, `SessionLog.START` of `event.proto`.
public struct SessionStart: Sendable, Hashable {
    /// The file.
    public var file: Int
    /// Where the event stands in its file.
    public var place: Int
    /// The event's step: TensorBoard hides what was logged before it at this step or above.
    public var step: Int64

    /// Makes a start.
    public init(file: Int, place: Int, step: Int64) {
        self.file = file
        self.place = place
        self.step = step
    }
}
