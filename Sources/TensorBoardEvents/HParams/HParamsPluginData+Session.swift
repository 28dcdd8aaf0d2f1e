extension HParamsPluginData {
    /// The hyperparameters that one training session runs with.
    public struct SessionStartInfo: Hashable, Sendable {
        /// The hyperparameters, in the order of the file; of equal names the last one counts.
        public var hparams: [HParam]
        /// Where the model is kept.
        public var modelURI: String
        /// Where the session can be watched.
        public var monitorURL: String
        /// Sessions of the same group are shown as repeats of one trial.
        public var groupName: String
        /// Seconds since 1970, UTC.
        @ComparedByBits public var startTime: Double

        /// Makes the start of a session.
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

        /// Makes a hyperparameter.
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

        /// Makes the end of a session.
        public init(status: Status, endTime: Double = 0) {
            self.status = status
            self.endTime = endTime
        }
    }

    /// The state of a session.
    public struct Status: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Makes a status from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// No status was written.
        public static let unknown = Status(rawValue: 0)
        /// The session ended as it should.
        public static let success = Status(rawValue: 1)
        /// The session failed.
        public static let failure = Status(rawValue: 2)
        /// The session goes on.
        public static let running = Status(rawValue: 3)
    }
}
