/// Curves and how they are to be shown, independent of the medium.
///
/// ```swift
/// var chart = Chart(curves: [Curve(name: "train/loss", x: steps, y: losses)])
/// chart.title = "loss"
/// chart.smoothing = 0.6
/// let lines = TerminalPlot(width: 80, height: 24).lines(of: chart)
/// let picture = SVGPlot(theme: .dark).text(of: chart)
/// ```
///
/// Values may be anything: NaN, infinities, the largest and the smallest finite numbers. What
/// cannot be drawn is counted and told in the legend or in a note below it.
package struct Chart: Sendable {
    /// The curves in the order of the legend.
    package var curves: [Curve]
    /// The title; empty for none.
    package var title = ""
    /// What the x values are.
    package var xAxis = XAxis.step
    /// The weight of the moving average, 0 (none) through 1, as TensorBoard's slider has it.
    package var smoothing = 0.0
    /// How y values are mapped to heights.
    package var yScale = YScale.linear
    /// The y values that are shown.
    package var yRange = YRange.all

    /// A chart of curves.
    package init(curves: [Curve] = []) {
        self.curves = curves
    }
}

/// What x values mean, which decides their ticks and labels.
package enum XAxis: Hashable, Sendable {
    /// Training steps: whole numbers.
    case step
    /// Seconds since 1970, shown as clock times this many seconds ahead of UTC.
    case wallTime(utcOffset: Int)
    /// Seconds since the beginning of a run, shown as durations.
    case relativeTime
}

/// How y values are mapped to heights.
package enum YScale: Hashable, Sendable {
    /// Equal differences are equally far apart.
    case linear
    /// Equal factors are equally far apart; zero and negative values are told, not drawn.
    case logarithmic
}

/// The y values that are shown.
package enum YRange: Hashable, Sendable {
    /// All finite values.
    case all
    /// Those from the 5th to the 95th percentile, as TensorBoard ignores outliers.
    case ignoringOutliers
    /// Those between two values; bounds that are not finite, or equal, count as `all`.
    case between(Double, Double)
}
