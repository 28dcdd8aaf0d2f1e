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

    /// The kind of a single number; `nil` if it is finite.
    public init?(of value: Double) {
        if value.isNaN {
            self = .nan
        } else if value.isInfinite {
            self = value < 0 ? .negativeInfinity : .positiveInfinity
        } else {
            return nil
        }
    }

    /// The number as the report's JSON spells it; `nil` for ``unknown``.
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

extension NonFiniteKind {
    /// The kind as people write it.
    package var shownName: String {
        switch self {
        case .nan: "NaN"
        case .positiveInfinity: "+Inf"
        case .negativeInfinity: "-Inf"
        case .unknown: "NaN/Inf"
        }
    }
}
