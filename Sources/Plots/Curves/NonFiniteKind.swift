/// The values that are not numbers on an axis.
enum NonFiniteKind: Int, CaseIterable, Hashable, Sendable {
    case nan
    case positiveInfinity
    case negativeInfinity

    /// The kind of a value; nil if it is finite.
    init?(_ value: Double) {
        guard !value.isFinite else { return nil }
        self = value.isNaN ? .nan : value > 0 ? .positiveInfinity : .negativeInfinity
    }

    /// The name, as in the reports.
    var name: String {
        switch self {
        case .nan: "NaN"
        case .positiveInfinity: "+Inf"
        case .negativeInfinity: "-Inf"
        }
    }
}
