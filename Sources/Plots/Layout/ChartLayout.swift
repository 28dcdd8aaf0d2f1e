internal import TextOutput

/// Where everything of a chart is in a picture: what all media draw, each in its own way.
struct ChartLayout: Sendable {
    let metrics: LayoutMetrics
    /// The area of the curves.
    private(set) var plot = Frame()
    /// The rows of marks between the plot and its x axis.
    private(set) var markRows = Frame()
    private(set) var xTicks: [PlacedTick] = []
    private(set) var yTicks: [PlacedTick] = []
    private(set) var texts: [PlacedText] = []
    /// The lines in the order in which they are drawn.
    private(set) var lines: [PlacedLine] = []
    private(set) var marks: [PlacedMark] = []
    private(set) var swatches: [PlacedSwatch] = []
    private(set) var keys: [PlacedKey] = []
    /// The title in full; empty if there is none.
    let title: String
    /// The chart in words.
    let description: String
    /// Whether there is room for a plot with axes.
    private(set) var hasAxes = false

    /// Lays out a chart.
    ///
    /// - Parameters:
    ///   - chart: The chart.
    ///   - metrics: The sizes of the medium.
    init(_ chart: Chart, _ metrics: LayoutMetrics) {
        self.metrics = metrics
        let content = ChartContent(chart)
        let rows = RowPlan(content, metrics)
        hasAxes = rows.hasAxes
        title = content.title
        description = content.description
        place(content, rows)
    }

    private mutating func place(_ content: ChartContent, _ rows: RowPlan) {
        let axes = AxisPlan(content, metrics, plotHeight: rows.plotHeight, hasLabels: rows.hasAxes)
        var y = metrics.margin
        if rows.hasTitle {
            let room = metrics.columns(in: metrics.width - 2 * metrics.margin)
            let title = ShortenedText.middle(content.title, to: room)
            addText(title, axes.left, y + metrics.lineHeight / 2, .start, .title)
            y += metrics.lineHeight + metrics.gap
        }
        plot = Frame(left: axes.left, top: y, right: axes.right, bottom: y + rows.plotHeight)
        y = plot.bottom + (rows.markRowCount > 0 ? metrics.markGap : 0)
        markRows = Frame(
            left: plot.left,
            top: y,
            right: plot.right,
            bottom: y + Double(rows.markRowCount) * metrics.markHeight
        )
        y = markRows.bottom
        if rows.hasAxes { y = placeAxes(axes, rows, y) }
        placeCurves(content, axes, rows)
        if rows.plotHeight > 0 { y += metrics.gap }
        placeLegend(content, rows, y)
    }

    private mutating func placeAxes(_ axes: AxisPlan, _ rows: RowPlan, _ top: Double) -> Double {
        let yScale = axes.yScale(in: plot, inset: metrics.inset)
        yTicks = axes.yTicks.map { tick in
            let place = yScale.position(of: tick.value)
            if !tick.label.isEmpty {
                addText(tick.label, plot.left - metrics.axisWidth, place, .end, .tick)
            }
            return PlacedTick(position: place, hasLabel: !tick.label.isEmpty)
        }
        var y = top + metrics.axisHeight
        let xScale = axes.xScale(in: plot, inset: metrics.inset)
        for tick in axes.xTicks {
            let place = xScale.position(of: tick.value)
            xTicks.append(PlacedTick(position: place, hasLabel: true))
            let left = axes.labelLeft(of: tick, at: place)
            addText(tick.label, left, y + metrics.lineHeight / 2, .start, .tick)
        }
        y += metrics.lineHeight
        if rows.hasAxisTitle {
            let middle = (plot.left + plot.right) / 2
            addText(axes.xTitle, middle, y + metrics.lineHeight / 2, .middle, .axisTitle)
            y += metrics.lineHeight
        }
        return y
    }

    private mutating func placeCurves(
        _ content: ChartContent,
        _ axes: AxisPlan,
        _ rows: RowPlan
    ) {
        guard rows.plotHeight > 0 else { return }
        guard content.hasDrawnValues else {
            let middle = Point(x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2)
            addText(content.emptyNote, middle.x, middle.y, .middle, .note)
            placeMarks(content, axes, rows)
            return
        }
        let placement = LinePlacement(content, axes, plot, metrics)
        // Faint lines first, so that none hides a full one.
        for strength in [PlacedLine.Strength.raw, .superseded, .full] {
            for index in content.curves.indices {
                lines += placement.lines(of: index, strength)
            }
        }
        placeMarks(content, axes, rows)
    }

    private mutating func placeMarks(_ content: ChartContent, _ axes: AxisPlan, _ rows: RowPlan) {
        guard rows.markRowCount > 0 else { return }
        let placement = MarkPlacement(content, axes, plot, metrics)
        for (position, index) in content.markedCurves.enumerated() {
            let row = min(position, rows.markRowCount - 1)
            let y = markRows.top + (Double(row) + 0.5) * metrics.markHeight
            marks += placement.marks(of: index, y: y)
            guard row == position, axes.left > metrics.margin + metrics.axisWidth else { continue }
            let isShared = row == rows.markRowCount - 1 && content.markedCurves.count > row + 1
            let label = isShared ? "other" : content.markRowLabel(of: index)
            let role = PlacedText.Role.markRow(curve: isShared ? nil : index)
            addText(label, plot.left - metrics.axisWidth, y, .end, role)
        }
    }

    private mutating func placeLegend(_ content: ChartContent, _ rows: RowPlan, _ top: Double) {
        let left = metrics.margin
        let legend = LegendPlan(content, metrics, rowCount: rows.legendRowCount)
        var y = top + metrics.lineHeight / 2
        for row in legend.rows {
            if let curve = row.curve { swatches.append(PlacedSwatch(curve: curve, x: left, y: y)) }
            for cell in row.cells { addText(cell.text, left + cell.offset, y, .start, cell.role) }
            y += metrics.lineHeight
        }
        if rows.hasKeys {
            var x = left
            for kind in content.kinds {
                keys.append(PlacedKey(kind: kind, x: x, y: y))
                addText(kind.name, x + 2 * metrics.characterWidth, y, .start, .note)
                x += Double(kind.name.count + 4) * metrics.characterWidth
            }
            y += metrics.lineHeight
        }
        for note in rows.notes {
            addText(note, left, y, .start, .note)
            y += metrics.lineHeight
        }
    }

    private mutating func addText(
        _ text: String,
        _ x: Double,
        _ y: Double,
        _ anchor: PlacedText.Anchor,
        _ role: PlacedText.Role
    ) {
        guard !text.isEmpty else { return }
        texts.append(PlacedText(text: text, x: x, y: y, anchor: anchor, role: role))
    }
}
