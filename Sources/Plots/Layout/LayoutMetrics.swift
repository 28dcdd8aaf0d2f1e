/// The sizes of text and spaces in a medium, in its unit: dots of a terminal, or pixels.
struct LayoutMetrics: Sendable {
    var width: Double
    var height: Double
    /// The width of one column of text.
    var characterWidth: Double
    /// The height of a line of text.
    var lineHeight: Double
    /// From the labels of the y axis to the plot, the ticks' marks included.
    var axisWidth: Double
    /// From the plot to the labels of the x axis.
    var axisHeight: Double
    /// Around the picture.
    var margin: Double
    /// Between the plot and the texts above and below it.
    var gap: Double
    /// The height of a row of marks for values that are not finite.
    var markHeight: Double
    /// Between the plot and these rows.
    var markGap: Double
    /// From a swatch's beginning to its curve's name.
    var swatchWidth: Double
    /// The least distance between two ticks of each axis.
    var xTickDistance: Double
    var yTickDistance: Double
    /// From the edge of the plot to the place of the extreme values.
    var inset: Double
    /// Whether the first and the last point of each column of dots are drawn, or only its extremes.
    var keepsColumnEnds: Bool
    /// The free part above and below the curves.
    var yMargin: Double

    /// A terminal, whose cells have two columns and four rows of dots.
    static func terminal(columns: Int, rows: Int) -> LayoutMetrics {
        LayoutMetrics(
            width: Double(columns) * 2,
            height: Double(rows) * 4,
            characterWidth: 2,
            lineHeight: 4,
            axisWidth: 4,
            axisHeight: 4,
            margin: 0,
            gap: 0,
            markHeight: 4,
            markGap: 0,
            swatchWidth: 6,
            xTickDistance: 20,
            yTickDistance: 12,
            inset: 0.5,
            keepsColumnEnds: true,
            yMargin: 0.02
        )
    }

    /// A picture of a size in pixels.
    ///
    /// - Parameters:
    ///   - width: The width of the picture.
    ///   - height: The height of the picture.
    ///   - characterWidth: The usual width of a character.
    ///   - lineHeight: The height of a line.
    /// - Returns: The sizes.
    static func pixels(
        width: Int,
        height: Int,
        characterWidth: Double,
        lineHeight: Double
    ) -> LayoutMetrics {
        LayoutMetrics(
            width: Double(width),
            height: Double(height),
            characterWidth: characterWidth,
            lineHeight: lineHeight,
            axisWidth: 8,
            axisHeight: 8,
            margin: 14,
            gap: 8,
            markHeight: 12,
            markGap: 7,
            swatchWidth: 26,
            xTickDistance: 76,
            yTickDistance: 42,
            inset: 0,
            keepsColumnEnds: false,
            yMargin: 0.05
        )
    }

    /// How many columns of text have room in a width.
    func columns(in width: Double) -> Int { max(0, Int(width / characterWidth)) }
}
