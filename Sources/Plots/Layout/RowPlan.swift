internal import TextOutput

/// How a picture's height is shared out: what matters most gets its rows first.
struct RowPlan: Sendable {
    private(set) var hasTitle = false
    private(set) var hasAxes = false
    private(set) var hasAxisTitle = false
    private(set) var hasKeys = false
    private(set) var markRowCount = 0
    private(set) var legendRowCount = 0
    private(set) var notes: [String] = []
    private(set) var plotHeight = 0.0

    /// Shares out the height.
    init(_ content: ChartContent, _ metrics: LayoutMetrics) {
        let line = metrics.lineHeight
        var rest = metrics.height - 2 * metrics.margin
        /// Takes rows away if the plot keeps its least height.
        func take(_ height: Double, leaving least: Double) -> Bool {
            guard rest - height >= least else { return false }
            rest -= height
            return true
        }
        // One line of legend is worth more than a plot of which nothing can be read.
        if !content.curves.isEmpty, take(line, leaving: 0) { legendRowCount = 1 }
        let leastPlot = 3 * line
        if !content.markedCurves.isEmpty, take(metrics.markHeight + metrics.markGap, leaving: line)
        {
            markRowCount = 1
        }
        let axesHeight = metrics.axisHeight + line + metrics.gap
        hasAxes =
            metrics.width >= 12 * metrics.characterWidth && take(axesHeight, leaving: leastPlot)
        let mostMarkRows = min(content.markedCurves.count, Self.mostMarkRows)
        while hasAxes, markRowCount < mostMarkRows, take(metrics.markHeight, leaving: 2 * leastPlot)
        {
            markRowCount += 1
        }
        // The legend of many curves must not leave them without a plot.
        let comfortable = max(leastPlot + line, rest * 0.55)
        while legendRowCount < content.curves.count, legendRowCount < Self.mostLegendRows,
            take(line, leaving: comfortable)
        {
            legendRowCount += 1
        }
        if hasAxes, content.kinds.count > 1 { hasKeys = take(line, leaving: comfortable) }
        let columns = metrics.columns(in: metrics.width - 2 * metrics.margin)
        for note in Notes.texts(content) where hasAxes {
            for line in WrappedText.lines(of: note, width: columns)
            where take(metrics.lineHeight, leaving: leastPlot) {
                notes.append(line)
            }
        }
        if !content.title.isEmpty { hasTitle = take(line + metrics.gap, leaving: 2 * leastPlot) }
        if hasAxes { hasAxisTitle = take(line, leaving: 2 * leastPlot) }
        plotHeight = max(0, rest)
        if plotHeight < line { plotHeight = 0 }
    }

    private static let mostMarkRows = 4
    private static let mostLegendRows = 24
}
