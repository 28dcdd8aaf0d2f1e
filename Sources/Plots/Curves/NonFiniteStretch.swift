/// Values of one kind that are not finite, one after the other.
struct NonFiniteStretch: Hashable, Sendable {
    var kind: NonFiniteKind
    /// The x value of the first one.
    var firstX: Double
    /// The x value of the last one.
    var lastX: Double
    var count: Int
}
