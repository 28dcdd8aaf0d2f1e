extension HParamsPluginData {
    /// The varied hyperparameters and the compared metrics: the columns of the table.
    public struct Experiment: Hashable, Sendable {
        /// The experiment's name.
        public var name: String
        /// A description in Markdown.
        public var description: String
        /// The user who runs it.
        public var user: String
        /// Seconds since 1970, UTC.
        @ComparedByBits public var timeCreated: Double
        /// The hyperparameters.
        public var hparamInfos: [HParamInfo]
        /// The metrics.
        public var metricInfos: [MetricInfo]

        /// Creates an experiment.
        public init(
            name: String = "",
            description: String = "",
            user: String = "",
            timeCreated: Double = 0,
            hparamInfos: [HParamInfo] = [],
            metricInfos: [MetricInfo] = []
        ) {
            self.name = name
            self.description = description
            self.user = user
            self.timeCreated = timeCreated
            self.hparamInfos = hparamInfos
            self.metricInfos = metricInfos
        }
    }

    /// One hyperparameter, and the values that it may have.
    public struct HParamInfo: Hashable, Sendable {
        /// Its name, such as `lr`.
        public var name: String
        /// The name to display instead; empty for the name itself.
        public var displayName: String
        /// A description in Markdown.
        public var description: String
        /// The type of its values.
        public var type: ValueType
        /// The values that it may have.
        public var domain: Domain
        /// Whether its value differs between sessions.
        public var differs: Bool

        /// Creates a description of a hyperparameter.
        public init(
            name: String,
            displayName: String = "",
            description: String = "",
            type: ValueType = .unset,
            domain: Domain = .none,
            differs: Bool = false
        ) {
            self.name = name
            self.displayName = displayName
            self.description = description
            self.type = type
            self.domain = domain
            self.differs = differs
        }
    }

    /// The type of a hyperparameter's values.
    public struct ValueType: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Creates a type from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Not stated.
        public static let unset = ValueType(rawValue: 0)
        /// A text.
        public static let string = ValueType(rawValue: 1)
        /// True or false.
        public static let bool = ValueType(rawValue: 2)
        /// A number, integers included.
        public static let float64 = ValueType(rawValue: 3)
    }

    /// The values that a hyperparameter may have.
    public enum Domain: Hashable, Sendable {
        /// Not stated.
        case none
        /// One of these.
        case discrete([HParamValue])
        /// A number within an interval.
        case interval(Interval)
    }

    /// A closed interval; an infinite end means no bound.
    public struct Interval: Hashable, Sendable {
        /// The lower end.
        @ComparedByBits public var min: Double
        /// The upper end.
        @ComparedByBits public var max: Double

        /// Creates an interval.
        public init(min: Double, max: Double) {
            self.min = min
            self.max = max
        }
    }
}
