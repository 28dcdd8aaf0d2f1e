internal import Pictures
internal import TextOutput

/// Draws charts as PNG files, with a small bitmap font of ASCII.
package struct PNGPlot: Sendable {
    /// The width in pixels, times the scale.
    package var width: Int
    /// The height in pixels, times the scale, legend and notes included.
    package var height: Int
    /// 1, or 2 for screens with small pixels.
    package var scale: Int
    /// The colors; `automatic` is light.
    package var theme: PlotTheme

    /// A way to draw; sizes are limited to 100 through 4,000, and the scale to 1 and 2.
    package init(width: Int = 800, height: Int = 450, scale: Int = 1, theme: PlotTheme = .light) {
        self.width = min(max(width, 100), 4_000)
        self.height = min(max(height, 100), 4_000)
        self.scale = min(max(scale, 1), 2)
        self.theme = theme
    }

    /// The picture of a chart as a file; nil if there is no memory for it.
    package func file(of chart: Chart) -> [UInt8]? {
        let metrics = LayoutMetrics.pixels(
            width: width,
            height: height,
            characterWidth: Double(BitmapFont.width + 1),
            lineHeight: 14
        )
        var drawing = PNGDrawing(self, ChartLayout(chart, metrics))
        drawing.drawAll()
        guard let format = PNGFormat(width: width * scale, height: height * scale, channels: 3)
        else { return nil }
        return drawing.canvas.pixels.withUnsafeBufferPointer { PNGEncoder.encode($0, format) }
    }
}

private struct PNGDrawing {
    private(set) var canvas: PixelCanvas
    private let layout: ChartLayout
    private let palette: Palette
    /// The width of a line of one pixel.
    private let hair: Double

    init(_ options: PNGPlot, _ layout: ChartLayout) {
        self.layout = layout
        palette = options.theme == .dark ? .dark : .light
        hair = 1
        canvas = PixelCanvas(
            width: options.width,
            height: options.height,
            scale: options.scale,
            palette.background
        )
    }

    mutating func drawAll() {
        drawGrid()
        if layout.markRows.height > 0 { canvas.fill(layout.markRows, palette.grid, opacity: 0.5) }
        drawLines()
        drawAxes()
        drawMarks()
        for swatch in layout.swatches { draw(swatch) }
        for text in layout.texts { draw(text) }
    }

    private mutating func drawGrid() {
        guard layout.hasAxes else { return }
        for tick in layout.yTicks where tick.hasLabel { horizontal(tick.position, palette.grid) }
        for tick in layout.xTicks {
            vertical(tick.position, layout.plot.top, layout.plot.bottom, palette.grid)
        }
    }

    private mutating func drawAxes() {
        guard layout.hasAxes else { return }
        let bottom = layout.markRows.bottom
        vertical(layout.plot.left, layout.plot.top, bottom, palette.axis)
        horizontal(bottom, palette.axis)
        for tick in layout.yTicks {
            let left = layout.plot.left - (tick.hasLabel ? 5 : 3)
            horizontal(tick.position, palette.axis, from: left, to: layout.plot.left)
        }
        for tick in layout.xTicks { vertical(tick.position, bottom, bottom + 5, palette.axis) }
    }

    private mutating func horizontal(
        _ y: Double,
        _ color: PlotColor,
        from left: Double? = nil,
        to right: Double? = nil
    ) {
        let top = y.rounded(.down)
        canvas.fill(
            Frame(
                left: left ?? layout.plot.left,
                top: top,
                right: right ?? layout.plot.right,
                bottom: top + hair
            ),
            color
        )
    }

    private mutating func vertical(_ x: Double, _ top: Double, _ bottom: Double, _ color: PlotColor)
    {
        let left = x.rounded(.down)
        canvas.fill(Frame(left: left, top: top, right: left + hair, bottom: bottom), color)
    }

    private mutating func drawLines() {
        var rest = layout.lines[...]
        while let first = rest.first {
            let group = rest.prefix { $0.curve == first.curve && $0.strength == first.strength }
            rest = rest.dropFirst(group.count)
            let color = palette.color(of: .curve(first.curve))
            let opacity = LineStyle.opacity(of: first.strength)
            let lines = group.map(\.points)
            let width = LineStyle.width(of: first.strength)
            canvas.stroke(
                lines.filter { $0.count > 1 }.flatMap { dashed($0, first.curve) },
                width: width,
                color,
                opacity: opacity
            )
            canvas.stroke(lines.filter { $0.count == 1 }, width: 5, color, opacity: opacity)
        }
    }

    private func dashed(_ points: [Point], _ curve: Int) -> [[Point]] {
        let dashes = LineStyle.dashes(of: curve, colorCount: palette.curves.count)
        return dashes.isEmpty ? [points] : DashedLine.parts(of: points, dashes)
    }

    private mutating func drawMarks() {
        for mark in layout.marks {
            let color = palette.color(of: .curve(mark.curve))
            let opacity = mark.isSuperseded ? 0.4 : 1
            canvas.stroke(MarkShape(mark).lines, width: 1.5, color, opacity: opacity)
        }
        for key in layout.keys {
            canvas.stroke(MarkShape(key).lines, width: 1.5, palette.quietInk)
        }
    }

    private mutating func draw(_ swatch: PlacedSwatch) {
        let end = swatch.x + layout.metrics.swatchWidth - 8
        let line = [Point(x: swatch.x, y: swatch.y), Point(x: end, y: swatch.y)]
        let color = palette.color(of: .curve(swatch.curve))
        canvas.stroke(dashed(line, swatch.curve), width: 2.5, color)
    }

    private mutating func draw(_ text: PlacedText) {
        let width = Double(text.text.count) * layout.metrics.characterWidth
        let left =
            switch text.anchor {
            case .start: text.x
            case .middle: text.x - width / 2
            case .end: text.x - width + 1
            }
        let top = text.y - Double(BitmapFont.height) / 2
        let color = palette.color(of: PlotInk(text.role))
        canvas.write(text.text, x: left.rounded(), y: top.rounded(), color)
        if text.role == .title {
            // Bold: written again, a pixel to the right.
            canvas.write(text.text, x: left.rounded() + 0.5, y: top.rounded(), color)
        }
    }
}
