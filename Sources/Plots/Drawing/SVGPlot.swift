internal import TextOutput

/// Draws charts as SVG: for pages and papers, without any resource from outside.
///
/// The same chart gives the same bytes. Names are escaped, texts stay texts, and the file is valid
/// XML whatever the names hold.
package struct SVGPlot: Sendable {
    /// The width in pixels of CSS.
    package var width: Int
    /// The height in pixels of CSS, legend and notes included.
    package var height: Int
    /// The colors; `automatic` follows the reader's `prefers-color-scheme`.
    package var theme: PlotTheme

    /// A way to draw; sizes are limited to 100 through 10,000.
    package init(width: Int = 800, height: Int = 450, theme: PlotTheme = .automatic) {
        self.width = min(max(width, 100), 10_000)
        self.height = min(max(height, 100), 10_000)
        self.theme = theme
    }

    /// The picture of a chart: an `svg` element, which is also a whole file.
    package func text(of chart: Chart) -> String {
        let metrics = LayoutMetrics.pixels(
            width: width,
            height: height,
            characterWidth: 7,
            lineHeight: 17
        )
        let layout = ChartLayout(chart, metrics)
        var drawing = SVGDrawing(layout, SVGPaint(theme, curveCount: chart.curves.count))
        drawing.drawAll()
        return drawing.text
    }
}

private struct SVGDrawing {
    private(set) var text = ""
    private let layout: ChartLayout
    private let paint: SVGPaint

    init(_ layout: ChartLayout, _ paint: SVGPaint) {
        self.layout = layout
        self.paint = paint
    }

    mutating func drawAll() {
        let size = layout.metrics
        let (width, height) = (SVGText.number(size.width), SVGText.number(size.height))
        add(
            #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(width)" height="\#(height)" "#
                + #"viewBox="0 0 \#(width) \#(height)" role="img" "#
                + #"font-family="Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif" "#
                + #"font-size="12">"#
        )
        let title = layout.title.isEmpty ? "Line chart" : layout.title
        add("<title>\(SVGText.escaped(title))</title>")
        add("<desc>\(SVGText.escaped(layout.description))</desc>")
        if let style = paint.styleSheet { add("<style>\(style)</style>") }
        add(#"<rect width="\#(width)" height="\#(height)"\#(paint.fill(.background))/>"#)
        drawGrid()
        drawMarkRows()
        drawLines()
        drawAxes()
        drawMarks()
        for swatch in layout.swatches { draw(swatch) }
        for text in layout.texts { draw(text) }
        add("</svg>")
    }

    private mutating func add(_ line: String) {
        text += line
        text += "\n"
    }

    private mutating func drawGrid() {
        guard layout.hasAxes else { return }
        let plot = layout.plot
        var path = ""
        for tick in layout.yTicks where tick.hasLabel {
            path += SVGText.line(plot.left, tick.position, plot.right, tick.position)
        }
        for tick in layout.xTicks {
            path += SVGText.line(tick.position, plot.top, tick.position, plot.bottom)
        }
        if !path.isEmpty { add(#"<path d="\#(path)" fill="none"\#(paint.stroke(.grid))/>"#) }
    }

    private mutating func drawMarkRows() {
        let rows = layout.markRows
        guard rows.height > 0 else { return }
        add(
            #"<rect x="\#(SVGText.number(rows.left))" y="\#(SVGText.number(rows.top))" "#
                + #"width="\#(SVGText.number(rows.width))" "#
                + #"height="\#(SVGText.number(rows.height))" fill-opacity="0.5""#
                + #"\#(paint.fill(.grid))/>"#
        )
    }

    private mutating func drawAxes() {
        guard layout.hasAxes else { return }
        let plot = layout.plot
        let bottom = layout.markRows.bottom
        var path = SVGText.line(plot.left, plot.top, plot.left, bottom)
        path += SVGText.line(plot.left, bottom, plot.right, bottom)
        for tick in layout.yTicks {
            let length = tick.hasLabel ? 5.0 : 3
            path += SVGText.line(plot.left - length, tick.position, plot.left, tick.position)
        }
        for tick in layout.xTicks {
            path += SVGText.line(tick.position, bottom, tick.position, bottom + 5)
        }
        add(#"<path d="\#(path)" fill="none"\#(paint.stroke(.axis))/>"#)
    }

    /// One path for all lines of a curve that have the same strength.
    private mutating func drawLines() {
        var rest = layout.lines[...]
        while let first = rest.first {
            let group = rest.prefix { $0.curve == first.curve && $0.strength == first.strength }
            rest = rest.dropFirst(group.count)
            let style = paint.line(first.curve, first.strength)
            let path = group.filter { $0.points.count > 1 }.map { SVGText.path($0.points) }.joined()
            if !path.isEmpty {
                add(
                    #"<path d="\#(path)" fill="none" stroke-linejoin="round" "#
                        + #"stroke-linecap="round"\#(style)/>"#
                )
            }
            let opacity = first.strength == .full ? "" : #" fill-opacity="0.4""#
            for line in group where line.points.count == 1 {
                let (x, y) = (SVGText.number(line.points[0].x), SVGText.number(line.points[0].y))
                let fill = paint.fill(.curve(first.curve))
                add(#"<circle cx="\#(x)" cy="\#(y)" r="2.5"\#(opacity)\#(fill)/>"#)
            }
        }
    }

    private mutating func drawMarks() {
        for mark in layout.marks {
            let opacity = mark.isSuperseded ? #" stroke-opacity="0.4" fill-opacity="0.4""# : ""
            let color = paint.fillAndStroke(.curve(mark.curve))
            let path = MarkShape(mark).lines.map { SVGText.path($0) }.joined()
            add(
                #"<path d="\#(path)" stroke-width="1.5" stroke-linejoin="round"\#(opacity)\#(color)/>"#
            )
        }
        for key in layout.keys {
            let path = MarkShape(key).lines.map { SVGText.path($0) }.joined()
            add(
                #"<path d="\#(path)" stroke-width="1.5" stroke-linejoin="round"\#(paint.fillAndStroke(.quietInk))/>"#
            )
        }
    }

    private mutating func draw(_ swatch: PlacedSwatch) {
        let end = swatch.x + layout.metrics.swatchWidth - 8
        let path = SVGText.line(swatch.x, swatch.y, end, swatch.y)
        add(#"<path d="\#(path)" fill="none"\#(paint.line(swatch.curve, .full, width: 2.5))/>"#)
    }

    private mutating func draw(_ text: PlacedText) {
        var attributes = ""
        switch text.anchor {
        case .start: break
        case .middle: attributes += #" text-anchor="middle""#
        case .end: attributes += #" text-anchor="end""#
        }
        switch text.role {
        case .title: attributes += #" font-size="14" font-weight="600""#
        case .tick, .note, .markRow: attributes += #" font-size="11""#
        case .axisTitle, .name, .value, .nonFinite: break
        }
        // The middle of small letters lies this much above the baseline.
        let baseline = text.y + (text.role == .title ? 5 : 4)
        add(
            #"<text x="\#(SVGText.number(text.x))" y="\#(SVGText.number(baseline))""#
                + "\(attributes)\(paint.fill(PlotInk(text.role)))>\(SVGText.escaped(text.text))</text>"
        )
    }
}
