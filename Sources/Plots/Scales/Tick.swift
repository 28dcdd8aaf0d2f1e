/// A place on an axis.
struct Tick: Hashable, Sendable {
    /// The value, in the axis's unit.
    var value: Double
    /// The text; empty for a place between two labels.
    var label: String
}
