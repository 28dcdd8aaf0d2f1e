/// The start or end of a training session.
///
/// A start at step N, on resuming, asks readers to forget what the run holds from step N on.
public struct SessionLog: Hashable, Sendable {
    /// What became of a session.
    public struct Status: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Makes a status from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// No status was written.
        public static let unspecified = Status(rawValue: 0)
        /// The session starts here.
        public static let start = Status(rawValue: 1)
        /// The session ends here.
        public static let stop = Status(rawValue: 2)
        /// The session has written a checkpoint.
        public static let checkpoint = Status(rawValue: 3)
    }

    /// What became of the session.
    public var status: Status
    /// Where the checkpoint lies.
    public var checkpointPath: String
    /// A message for people.
    public var message: String

    /// Makes a session log.
    public init(status: Status, checkpointPath: String = "", message: String = "") {
        self.status = status
        self.checkpointPath = checkpointPath
        self.message = message
    }
}
