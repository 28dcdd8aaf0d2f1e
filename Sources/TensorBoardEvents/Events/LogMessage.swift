/// A log message, as TensorFlow 1 wrote it to event files.
public struct LogMessage: Hashable, Sendable {
    /// The severity of a message.
    public struct Level: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Creates a level from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Not stated.
        public static let unknown = Level(rawValue: 0)
        /// Debugging output.
        public static let debugging = Level(rawValue: 10)
        /// Information.
        public static let info = Level(rawValue: 20)
        /// A warning.
        public static let warn = Level(rawValue: 30)
        /// An error.
        public static let error = Level(rawValue: 40)
        /// A fatal error.
        public static let fatal = Level(rawValue: 50)
    }

    /// The severity.
    public var level: Level
    /// The text.
    public var message: String

    /// Creates a log message.
    public init(level: Level, message: String) {
        self.level = level
        self.message = message
    }
}
