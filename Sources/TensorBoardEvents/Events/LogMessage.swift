/// A line of a log, as TensorFlow 1 put it into event files.
public struct LogMessage: Hashable, Sendable {
    /// How grave a line is.
    public struct Level: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Makes a level from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// No level was written.
        public static let unknown = Level(rawValue: 0)
        /// For finding faults.
        public static let debugging = Level(rawValue: 10)
        /// For information.
        public static let info = Level(rawValue: 20)
        /// Something may be wrong.
        public static let warn = Level(rawValue: 30)
        /// Something is wrong.
        public static let error = Level(rawValue: 40)
        /// The program ends.
        public static let fatal = Level(rawValue: 50)
    }

    /// How grave the line is.
    public var level: Level
    /// The line.
    public var message: String

    /// Makes a line.
    public init(level: Level, message: String) {
        self.level = level
        self.message = message
    }
}
