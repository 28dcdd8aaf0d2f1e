/// Places the lines of curves in a plot: thinned, divided at gaps, cut at the plot's edges.
struct LinePlacement {
    private let content: ChartContent
    private let axes: AxisPlan
    private let plot: Frame
    private let xScale: Scale
    private let yScale: Scale
    private let keepsColumnEnds: Bool

    init(_ content: ChartContent, _ axes: AxisPlan, _ plot: Frame, _ metrics: LayoutMetrics) {
        self.content = content
        self.axes = axes
        self.plot = plot
        keepsColumnEnds = metrics.keepsColumnEnds
        xScale = axes.xScale(in: plot, inset: metrics.inset)
        yScale = axes.yScale(in: plot, inset: metrics.inset)
    }

    /// The lines of a curve that have a strength.
    func lines(of index: Int, _ strength: PlacedLine.Strength) -> [PlacedLine] {
        let entry = content.curves[index]
        if strength == .raw, content.smoothing == 0 { return [] }
        if strength == .superseded, entry.summary.supersededCount == 0 { return [] }
        let y = strength == .raw ? entry.curve.y : entry.drawnY
        let leap = (axes.xRange.high / 2 - axes.xRange.low / 2) / 25
        let pieces = LinePieces(entry.curve, leap: leap).pieces
        var thinning = ColumnThinning(axes.xRange, columns: Int(plot.width))
        var lines: [PlacedLine] = []
        for piece in pieces where piece.isSuperseded == (strength == .superseded) {
            for stretch in piece.stretches {
                thinning.add(stretch, x: entry.curve.x, y: y, floor: content.floor)
            }
            for indices in thinning.takeLines(keepsEnds: keepsColumnEnds) {
                let points = indices.map { point in
                    Point(
                        x: xScale.position(of: entry.curve.x[point]),
                        y: yScale.position(of: y[point])
                    )
                }
                for part in Clipping.parts(of: points, from: plot.top, through: plot.bottom) {
                    lines.append(PlacedLine(curve: index, strength: strength, points: part))
                }
            }
        }
        return lines
    }
}
