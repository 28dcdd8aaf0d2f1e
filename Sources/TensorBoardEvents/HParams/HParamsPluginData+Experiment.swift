extension HParamsPluginData {
    /// Which hyperparameters are varied and which metrics compared: the columns of the table.
    public struct Experiment: Hashable, Sendable {
        /// The experiment's name.
        public var name: String
        /// What it is about, in Markdown.
        public var description: String
        /// Who runs it.
        public var user: String
        /// Seconds since 1970, UTC.
        @ComparedByBits public var timeCreated: Double
        /// The hyperparameters.
        public var hparamInfos: [HParamInfo]
        /// The metrics.
        public var metricInfos: [MetricInfo]

        /// Makes an experiment.
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

    /// One hyperparameter, and the values that it may take.
    public struct HParamInfo: Hashable, Sendable {
        /// Its name, such as `lr`.
        public var name: String
        /// The name to show in its place; empty for the name itself.
        public var displayName: String
        /// What it means, in Markdown.
        public var description: String
        /// The type of its values.
        public var type: ValueType
        /// The values that it may take.
        public var domain: Domain
        /// Whether its value differs between sessions.
        public var differs: Bool

        /// Makes a description of a hyperparameter.
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

        /// Makes a type from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// No type was written.
        public static let unset = ValueType(rawValue: 0)
        /// A text.
        public static let string = ValueType(rawValue: 1)
        /// True or false.
        public static let bool = ValueType(rawValue: 2)
        /// A number, whole ones included.
        public static let float64 = ValueType(rawValue: 3)
    }

    /// The values that a hyperparameter may take.
    public enum Domain: Hashable, Sendable {
        /// Not stated.
        case none
        /// One of these.
        case discrete([HParamValue])
        /// A number within an interval.
        case interval(Interval)
    }

    /// A closed interval; infinite ends stand for an open domain.
    public struct Interval: Hashable, Sendable {
        /// The lower end.
        @ComparedByBits public var min: Double
        /// The upper end.
        @ComparedByBits public var max: Double

        /// Makes an interval.
        public init(min: Double, max: Double) {
            self.min = min
            self.max = max
        }
    }
}
