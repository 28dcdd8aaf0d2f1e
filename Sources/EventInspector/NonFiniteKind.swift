/// The ways in which a number is not finite.
public enum NonFiniteKind: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Not a number.
    case nan
    /// Positive infinity.
    case positiveInfinity = "+inf"
    /// Negative infinity.
    case negativeInfinity = "-inf"
    /// NaN or an infinity; the writer's encoding hides which.
    case unknown

    /// The kind of a single number, nil when it is finite.
    public init?(of value: Double) {
        if value.isNaN {
            self = .nan
        } else if value.isInfinite {
            self = value < 0 ? .negativeInfinity : .positiveInfinity
        } else {
            return nil
        }
    }

    /// The number as the report's JSON spells it, nil for ``unknown``.
    public var jsonValue: String? {
        switch self {
        case .nan: "NaN"
        case .positiveInfinity: "Infinity"
        case .negativeInfinity: "-Infinity"
        case .unknown: nil
        }
    }

    /// Orders kinds as the report lists them.
    public static func < (left: NonFiniteKind, right: NonFiniteKind) -> Bool {
        left.order < right.order
    }

    private var order: Int {
        switch self {
        case .nan: 0
        case .positiveInfinity: 1
        case .negativeInfinity: 2
        case .unknown: 3
        }
    }
}

/// Where in a record a non-finite number stands.
public enum Place: String, Hashable, Sendable, CaseIterable {
    /// `Summary.Value.simple_value`.
    case simpleValue = "simple_value"
    /// An element of a tensor.
    case tensor
    /// A histogram, in the legacy or the tensor encoding.
    case histogram
    /// A hyperparameter, or another number of the hparams plugin.
    case hparam
    /// The event's wall time.
    case wallTime = "wall_time"
    /// The sample rate of an audio clip.
    case audio
    /// A debugger's summary of a tensor, whose finite numbers count non-finite elements.
    case debugHealth = "debug_health"
    /// The digest of a tensor that our writer dumped, which counts its non-finite elements.
    case digest
    /// A feature of a `tf.train.Example`, or of the context of a `SequenceExample`.
    case example
    /// A feature list of a `tf.train.SequenceExample`.
    case featureList = "feature_list"

    /// Whether it is part of a dataset, where records have a number in place of a step.
    var isInDataset: Bool { self == .example || self == .featureList }
}
