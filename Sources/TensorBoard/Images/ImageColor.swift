/// A color to draw with.
///
/// ```swift
/// let options = ImageOptions(nonFinite: NonFiniteColors(ImageColor(red: 255, green: 128, blue: 0)))
/// ```
public struct ImageColor: Hashable, Sendable {
    /// The red part.
    public var red: UInt8
    /// The green part.
    public var green: UInt8
    /// The blue part.
    public var blue: UInt8

    /// Creates a color from its parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// #FF0000.
    public static let red = ImageColor(red: 255, green: 0, blue: 0)
    /// #00FF00.
    public static let green = ImageColor(red: 0, green: 255, blue: 0)
    /// #0000FF.
    public static let blue = ImageColor(red: 0, green: 0, blue: 255)
    /// #FFFF00.
    public static let yellow = ImageColor(red: 255, green: 255, blue: 0)
    /// #FF00FF.
    public static let magenta = ImageColor(red: 255, green: 0, blue: 255)
    /// #000000.
    public static let black = ImageColor(red: 0, green: 0, blue: 0)
    /// #FFFFFF.
    public static let white = ImageColor(red: 255, green: 255, blue: 255)

    /// Black or white, whichever is the more legible on this color.
    var contrast: ImageColor {
        // The luma of ITU-R BT.601.
        let luma = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
        return luma < 128_000 ? .white : .black
    }
}

/// The colors of pixels that are not finite.
///
/// A pixel gets the color if any of its channels is not finite; NaN takes precedence over
/// infinities. A gray image with such pixels is written in color.
///
/// ```swift
/// let allMagenta = ImageOptions(nonFinite: NonFiniteColors(.magenta))
/// ```
public struct NonFiniteColors: Hashable, Sendable {
    /// The color of NaN, magenta by default.
    public var nan: ImageColor
    /// The color of +∞, red by default.
    public var positiveInfinity: ImageColor
    /// The color of -∞, blue by default.
    public var negativeInfinity: ImageColor

    /// Creates a set of three colors.
    public init(
        nan: ImageColor = .magenta,
        positiveInfinity: ImageColor = .red,
        negativeInfinity: ImageColor = .blue
    ) {
        self.nan = nan
        self.positiveInfinity = positiveInfinity
        self.negativeInfinity = negativeInfinity
    }

    /// Creates a set with the same color for all.
    public init(_ color: ImageColor) {
        self.init(nan: color, positiveInfinity: color, negativeInfinity: color)
    }
}
