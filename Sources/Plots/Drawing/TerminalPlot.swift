internal import ClampedArithmetic
internal import TextOutput

/// Draws charts as lines of text: curves in dots of braille, two columns and four rows a cell.
///
/// Curves differ in color; without color each has a letter that stands on it here and there. No
/// line is wider than asked for.
package struct TerminalPlot: Sendable {
    /// The width in columns.
    package var width: Int
    /// The height in lines, title, axes, legend and notes included.
    package var height: Int
    /// Whether the codes for colors are written.
    package var isColored: Bool
    /// Whether only ASCII is written, for terminals without braille.
    package var isASCII: Bool

    /// A way to draw; sizes are limited to what terminals have.
    package init(width: Int, height: Int, isColored: Bool = false, isASCII: Bool = false) {
        self.width = min(max(width, 1), 2_000)
        self.height = min(max(height, 1), 1_000)
        self.isColored = isColored
        self.isASCII = isASCII
    }

    /// The picture of a chart, at most `height` lines.
    package func lines(of chart: Chart) -> [String] {
        let layout = ChartLayout(chart, .terminal(columns: width, rows: height))
        var drawing = Drawing(self, layout, curveCount: chart.curves.count)
        drawing.drawCurves()
        drawing.drawAxes()
        drawing.drawLetters()
        drawing.drawMarks()
        drawing.drawTexts()
        var lines = drawing.canvas.lines(isColored: isColored)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

private struct Drawing {
    var canvas: TerminalCanvas
    private let layout: ChartLayout
    private let options: TerminalPlot
    /// Whether curves have letters, since colors do not tell them apart.
    private let hasLetters: Bool
    private let curveCount: Int

    typealias Style = TerminalCanvas.Style

    init(_ options: TerminalPlot, _ layout: ChartLayout, curveCount: Int) {
        self.options = options
        self.layout = layout
        self.curveCount = curveCount
        hasLetters = curveCount > (options.isColored ? Self.colors.count : 1)
        canvas = TerminalCanvas(
            columns: options.width,
            rows: options.height,
            isASCII: options.isASCII
        )
    }

    mutating func drawCurves() {
        for line in layout.lines {
            // Without color, values before smoothing would look like the curve itself.
            if line.strength == .raw, !options.isColored { continue }
            let style = style(of: line.curve, isFaint: line.strength != .full)
            let isDotted = line.strength == .superseded && !options.isColored
            draw(line.points, style, rank: line.strength.rank, isDotted: isDotted)
        }
    }

    private mutating func draw(_ points: [Point], _ style: Style, rank: Int, isDotted: Bool) {
        func set(_ x: Int, _ y: Int) {
            if !isDotted || x % 4 == 0 { canvas.setDot(x: x, y: y, rank: rank, style) }
        }
        let dots = points.map { (x: Int(clamping: $0.x), y: Int(clamping: $0.y)) }
        if let dot = dots.first, dots.count == 1 {
            // A dot alone would be overlooked.
            let text = options.isASCII ? "o" : "•"
            canvas.write(text, column: dot.x / 2, row: dot.y / 4, style)
        }
        for (start, end) in zip(dots, dots.dropFirst()) {
            let steps = max(abs(end.x - start.x), abs(end.y - start.y))
            for step in 0...steps {
                let part = steps == 0 ? 0 : Double(step) / Double(steps)
                set(
                    start.x + Int((Double(end.x - start.x) * part).rounded()),
                    start.y + Int((Double(end.y - start.y) * part).rounded())
                )
            }
        }
    }

    mutating func drawAxes() {
        guard layout.hasAxes else { return }
        let quiet = Style(codes: "2")
        let column = cell(layout.plot.left) - 1
        let bottom = row(layout.markRows.bottom)
        let signs = options.isASCII ? AxisSigns.ascii : AxisSigns.box
        for row in row(layout.plot.top)..<bottom {
            canvas.write(signs.vertical, column: column, row: row, quiet)
        }
        for tick in layout.yTicks {
            canvas.write(signs.yTick, column: column, row: row(tick.position), quiet)
        }
        canvas.write(signs.corner, column: column, row: bottom, quiet)
        for column in column + 1..<cell(layout.plot.right) {
            canvas.write(signs.horizontal, column: column, row: bottom, quiet)
        }
        for tick in layout.xTicks {
            canvas.write(signs.xTick, column: cell(tick.position), row: bottom, quiet)
        }
    }

    /// Writes each curve's letter onto its line, the curves' in turn.
    mutating func drawLetters() {
        guard hasLetters else { return }
        let first = cell(layout.plot.left)
        let last = cell(layout.plot.right) - 1
        guard first <= last else { return }
        let period = max(curveCount * 3, min(24, (last - first + 1) / 2))
        let lines = Dictionary(grouping: layout.lines.filter { $0.strength == .full }, by: \.curve)
        var taken: Set<[Int]> = []
        for curve in 0..<curveCount {
            var rows: [Int: Int] = [:]
            for line in lines[curve, default: []] { addRows(of: line.points, to: &rows) }
            let free = rows.sorted { $0.key < $1.key }.filter {
                !taken.contains([$0.key, $0.value])
            }
            let wanted = free.filter {
                ($0.key - first) % period == (2 * curve + 1) * period / (2 * curveCount)
            }
            for (column, row) in wanted.isEmpty ? Array(free.suffix(1)) : wanted {
                taken.insert([column, row])
                canvas.write(letter(of: curve), column: column, row: row, strong(curve))
            }
        }
    }

    /// A row for each column of cells that a line crosses.
    private func addRows(of points: [Point], to rows: inout [Int: Int]) {
        for point in points.prefix(1) { rows[cell(point.x)] = row(point.y) }
        for (start, end) in zip(points, points.dropFirst()) {
            let range = cell(start.x)...max(cell(start.x), cell(end.x))
            for column in range {
                let x = Double(column) * 2 + 1
                let part = end.x > start.x ? (x - start.x) / (end.x - start.x) : 0
                rows[column] = row(start.y + min(max(part, 0), 1) * (end.y - start.y))
            }
        }
    }

    mutating func drawMarks() {
        for mark in layout.marks {
            let style = style(of: mark.curve, isFaint: mark.isSuperseded)
            for column in cell(mark.left)...max(cell(mark.left), cell(mark.right)) {
                canvas.write(sign(of: mark.kind), column: column, row: row(mark.y), style)
            }
        }
        for key in layout.keys {
            canvas.write(sign(of: key.kind), column: cell(key.x), row: row(key.y))
        }
    }

    mutating func drawTexts() {
        for text in layout.texts {
            let width = DisplayWidth.of(text.text)
            let start =
                switch text.anchor {
                case .start: cell(text.x)
                case .middle: cell(text.x) - width / 2
                case .end: cell(text.x) - width
                }
            // What does not fit on the left is cut there, not dropped.
            canvas.write(text.text, column: max(start, 0), row: row(text.y), style(of: text.role))
        }
        for swatch in layout.swatches {
            let line = options.isASCII ? "--" : "━━"
            let text = hasLetters ? letter(of: swatch.curve) : line
            canvas.write(text, column: cell(swatch.x), row: row(swatch.y), strong(swatch.curve))
        }
    }

    private func style(of role: PlacedText.Role) -> Style {
        switch role {
        case .title: Style(codes: "1")
        case .nonFinite: Style(codes: "1;31")
        case .tick, .axisTitle, .note: Style(codes: "2")
        case .markRow(let curve): curve.map { style(of: $0, isFaint: false) } ?? Style(codes: "")
        case .name, .value: Style(codes: "")
        }
    }

    private func style(of curve: Int, isFaint: Bool) -> Style {
        Style(codes: (isFaint ? "2;" : "") + "38;5;\(Self.colors[curve % Self.colors.count])")
    }

    private func strong(_ curve: Int) -> Style {
        Style(codes: "1;38;5;\(Self.colors[curve % Self.colors.count])")
    }

    private func letter(of curve: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String(letters[curve % letters.count])
    }

    private func sign(of kind: NonFiniteKind) -> String {
        switch kind {
        case .nan: options.isASCII ? "x" : "×"
        case .positiveInfinity: options.isASCII ? "^" : "▲"
        case .negativeInfinity: options.isASCII ? "v" : "▼"
        }
    }

    private func cell(_ x: Double) -> Int { Int(clamping: (x / 2).rounded(.down)) }
    private func row(_ y: Double) -> Int { Int(clamping: (y / 4).rounded(.down)) }

    /// Of the 256 colors those that stand out from black and from white.
    private static let colors = [33, 208, 37, 169, 142, 99, 167, 245]
}

extension PlacedLine.Strength {
    /// Of two lines in one cell, only those of the higher rank are seen.
    fileprivate var rank: Int {
        switch self {
        case .raw: 0
        case .superseded: 1
        case .full: 2
        }
    }
}

/// The signs of which axes are made.
private struct AxisSigns {
    var vertical: String
    var yTick: String
    var corner: String
    var horizontal: String
    var xTick: String

    static let box = AxisSigns(vertical: "│", yTick: "┤", corner: "└", horizontal: "─", xTick: "┬")
    static let ascii = AxisSigns(
        vertical: "|",
        yTick: "+",
        corner: "+",
        horizontal: "-",
        xTick: "+"
    )
}
