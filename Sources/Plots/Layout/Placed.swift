/// A place in a picture, from its upper left corner.
struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
}

/// A rectangle in a picture.
struct Frame: Hashable, Sendable {
    var left = 0.0
    var top = 0.0
    var right = 0.0
    var bottom = 0.0

    var width: Double { right - left }
    var height: Double { bottom - top }
}

/// A text in a picture.
struct PlacedText: Hashable, Sendable {
    /// Which end of the text is at its x coordinate.
    enum Anchor: Hashable, Sendable {
        case start
        case middle
        case end
    }

    /// What the text is, which decides how it looks.
    enum Role: Hashable, Sendable {
        case title
        case tick
        case axisTitle
        case name
        case value
        /// Tells of values that are not finite.
        case nonFinite
        case note
        /// Names the row of marks of a curve.
        case markRow(curve: Int?)
    }

    /// The text, without control characters.
    var text: String
    var x: Double
    /// The middle of its line.
    var y: Double
    var anchor: Anchor
    var role: Role
}

/// A line through points.
struct PlacedLine: Hashable, Sendable {
    /// How strongly a line is drawn.
    enum Strength: Hashable, Sendable {
        /// The values before smoothing.
        case raw
        /// Values that a later attempt logged again.
        case superseded
        case full
    }

    /// The position of its curve in the chart.
    var curve: Int
    var strength: Strength
    /// The points; a single one is drawn as a dot.
    var points: [Point]
}

/// A stretch of values that are not finite, in the rows below the plot.
struct PlacedMark: Hashable, Sendable {
    var curve: Int
    var kind: NonFiniteKind
    var isSuperseded: Bool
    var left: Double
    var right: Double
    /// The middle of its row.
    var y: Double
}

/// A tick's mark on an axis.
struct PlacedTick: Hashable, Sendable {
    /// Its x coordinate on the x axis, its y coordinate on the y axis.
    var position: Double
    var hasLabel: Bool
}

/// The sample of a curve's line in front of its name.
struct PlacedSwatch: Hashable, Sendable {
    var curve: Int
    var x: Double
    var y: Double
}

/// The sign of a kind of values in front of its name.
struct PlacedKey: Hashable, Sendable {
    var kind: NonFiniteKind
    var x: Double
    var y: Double
}
