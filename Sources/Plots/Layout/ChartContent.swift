internal import TextOutput

/// What a chart shows, independent of sizes: values to be drawn, their extents, what is told.
struct ChartContent: Sendable {
    /// A curve with what is derived from it.
    struct Entry: Sendable {
        var curve: Curve
        /// The name, safe to show.
        var name: String
        /// The y values of its line: smoothed, if that is asked for.
        var drawnY: [Double]
        var summary: CurveSummary
    }

    let curves: [Entry]
    let title: String
    let xAxis: XAxis
    let isLogarithmic: Bool
    /// The weight of the moving average; 0 for none.
    let smoothing: Double
    /// The least and the greatest finite x value.
    let xExtent: ClosedRange<Double>?
    /// The y values that are shown; nil if there are none.
    let yExtent: YExtent?

    /// Derives what is shown from a chart.
    init(_ chart: Chart) {
        let smoothing = Smoothing(weight: chart.smoothing)
        let curves = chart.curves.map { curve in
            Entry(
                curve: curve,
                name: EscapedText.terminal(curve.name),
                drawnY: smoothing.values(of: curve),
                summary: CurveSummary(curve)
            )
        }
        self.curves = curves
        self.smoothing = smoothing.weight
        title = EscapedText.terminal(chart.title)
        xAxis = chart.xAxis
        isLogarithmic = chart.yScale == .logarithmic
        xExtent = curves.compactMap(\.summary.xExtent).reduce(nil) { extent, next in
            min(
                extent?.lowerBound ?? next.lowerBound,
                next.lowerBound
            )...max(
                extent?.upperBound ?? next.upperBound,
                next.upperBound
            )
        }
        yExtent = YExtent(curves, chart.yRange, floor: isLogarithmic ? 0 : -.infinity)
    }

    /// Values must be greater than this to be drawn.
    var floor: Double { isLogarithmic ? 0 : -.infinity }

    /// Whether there is anything for the plot to show.
    var hasDrawnValues: Bool { yExtent != nil }

    /// The curves with values that are not finite.
    var markedCurves: [Int] { curves.indices.filter { curves[$0].summary.nonFiniteCount > 0 } }

    /// The kinds of values that are not finite, of all curves.
    var kinds: [NonFiniteKind] {
        NonFiniteKind.allCases.filter { kind in
            curves.contains { $0.summary.kinds.contains(kind) }
        }
    }

    /// What the row of marks of a curve is called.
    func markRowLabel(of index: Int) -> String {
        CurveText(curves[index].summary, xAxis).kindName
    }

    /// The chart in words, for those who cannot see it.
    var description: String {
        let axis =
            switch xAxis {
            case .step: "step"
            case .wallTime: "wall time"
            case .relativeTime: "relative time"
            }
        let sentences = curves.map { entry in
            let text = CurveText(entry.summary, xAxis)
            let facts = [text.last, text.minimum, text.nonFinite].filter { !$0.isEmpty }
            return "\(entry.name): \(facts.isEmpty ? "no values" : facts.joined(separator: "; "))."
        }
        let head = "Line chart of \(NumberText.count(curves.count, "curve")) over \(axis)."
        return ([head] + sentences + Notes.texts(self).map { $0 + "." }).joined(separator: "\n")
    }

    /// What an empty plot says.
    var emptyNote: String {
        if curves.allSatisfy({ $0.curve.count == 0 }) { return "no values" }
        let isPositive = isLogarithmic && curves.contains { $0.curve.y.contains(where: \.isFinite) }
        return isPositive ? "no positive values" : "no finite values"
    }
}
