/// The start or end of a training session.
///
/// When a run resumes, a start at step N asks readers to discard its values from step N onwards.
public struct SessionLog: Hashable, Sendable {
    /// The states of a session.
    public struct Status: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Creates a status from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Not stated.
        public static let unspecified = Status(rawValue: 0)
        /// The session starts here.
        public static let start = Status(rawValue: 1)
        /// The session ends here.
        public static let stop = Status(rawValue: 2)
        /// The session has written a checkpoint.
        public static let checkpoint = Status(rawValue: 3)
    }

    /// The state of the session.
    public var status: Status
    /// The path of the checkpoint.
    public var checkpointPath: String
    /// A human-readable message.
    public var message: String

    /// Creates a session log.
    public init(status: Status, checkpointPath: String = "", message: String = "") {
        self.status = status
        self.checkpointPath = checkpointPath
        self.message = message
    }
}
