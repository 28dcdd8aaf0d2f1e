extension HParamsPluginData {
    /// The hyperparameters of one training session.
    public struct SessionStartInfo: Hashable, Sendable {
        /// The hyperparameters, in the order of the file; the last of equal names counts.
        public var hparams: [HParam]
        /// The location of the model.
        public var modelURI: String
        /// The URL at which the session can be monitored.
        public var monitorURL: String
        /// The group; sessions of the same group are displayed as repetitions of one trial.
        public var groupName: String
        /// Seconds since 1970, UTC.
        @ComparedByBits public var startTime: Double

        /// Creates the start of a session.
        public init(
            hparams: [HParam] = [],
            modelURI: String = "",
            monitorURL: String = "",
            groupName: String = "",
            startTime: Double = 0
        ) {
            self.hparams = hparams
            self.modelURI = modelURI
            self.monitorURL = monitorURL
            self.groupName = groupName
            self.startTime = startTime
        }

        /// The value of the hyperparameter with this name.
        public subscript(name: String) -> HParamValue? {
            hparams.last { $0.name == name }?.value
        }
    }

    /// One hyperparameter.
    public struct HParam: Hashable, Sendable {
        /// Its name, such as `lr`.
        public var name: String
        /// Its value.
        public var value: HParamValue

        /// Creates a hyperparameter.
        public init(name: String, value: HParamValue) {
            self.name = name
            self.value = value
        }
    }

    /// How a session ended.
    public struct SessionEndInfo: Hashable, Sendable {
        /// The state of the session.
        public var status: Status
        /// Seconds since 1970, UTC.
        @ComparedByBits public var endTime: Double

        /// Creates the end of a session.
        public init(status: Status, endTime: Double = 0) {
            self.status = status
            self.endTime = endTime
        }
    }

    /// The state of a session.
    public struct Status: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Creates a status from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Not stated.
        public static let unknown = Status(rawValue: 0)
        /// The session succeeded.
        public static let success = Status(rawValue: 1)
        /// The session failed.
        public static let failure = Status(rawValue: 2)
        /// The session is running.
        public static let running = Status(rawValue: 3)
    }
}
