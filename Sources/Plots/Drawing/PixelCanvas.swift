internal import ClampedArithmetic
internal import Pictures

/// Pixels onto which lines and texts are drawn, smooth at their edges.
struct PixelCanvas {
    let width: Int
    let height: Int
    /// The pixels of one unit of length.
    let scale: Int
    /// Three bytes a pixel, in rows from the top.
    private(set) var pixels: [UInt8]
    /// How much of each pixel the line covers that is being drawn.
    private var coverage: [UInt8]

    /// A canvas of one color.
    init(width: Int, height: Int, scale: Int, _ color: PlotColor) {
        self.width = width * scale
        self.height = height * scale
        self.scale = scale
        let pixel = [color.red, color.green, color.blue]
        pixels = Array(repeatElement(pixel, count: self.width * self.height).joined())
        coverage = [UInt8](repeating: 0, count: self.width * self.height)
    }

    /// Fills a rectangle, its edges rounded to pixels.
    mutating func fill(_ frame: Frame, _ color: PlotColor, opacity: Double = 1) {
        let columns = pixelRange(frame.left, frame.right, below: width)
        for y in pixelRange(frame.top, frame.bottom, below: height) {
            for x in columns { blend(y * width + x, color, opacity) }
        }
    }

    private func pixelRange(_ start: Double, _ end: Double, below limit: Int) -> Range<Int> {
        let first = max(0, Int(clamping: (start * Double(scale)).rounded()))
        let last = min(limit, Int(clamping: (end * Double(scale)).rounded()))
        return first..<max(first, last)
    }

    private mutating func blend(_ pixel: Int, _ color: PlotColor, _ opacity: Double) {
        func mixed(_ old: UInt8, _ new: UInt8) -> UInt8 {
            UInt8(clamping: Int((Double(old) + (Double(new) - Double(old)) * opacity).rounded()))
        }
        pixels[pixel * 3] = mixed(pixels[pixel * 3], color.red)
        pixels[pixel * 3 + 1] = mixed(pixels[pixel * 3 + 1], color.green)
        pixels[pixel * 3 + 2] = mixed(pixels[pixel * 3 + 2], color.blue)
    }

    /// Draws lines with round ends and joints; where they cross each other, nothing gets darker.
    mutating func stroke(
        _ lines: [[Point]],
        width lineWidth: Double,
        _ color: PlotColor,
        opacity: Double = 1
    ) {
        let radius = lineWidth * Double(scale) / 2
        var touched = height..<0 + height
        for line in lines {
            let points = line.map { Point(x: $0.x * Double(scale), y: $0.y * Double(scale)) }
            for (start, end) in zip(points, points.count == 1 ? points[...] : points.dropFirst()) {
                let rows = cover(start, end, radius)
                if touched.isEmpty { touched = rows }
                guard !rows.isEmpty else { continue }
                let first = min(touched.lowerBound, rows.lowerBound)
                touched = first..<max(touched.upperBound, rows.upperBound)
            }
        }
        for pixel in touched.lowerBound * width..<touched.upperBound * width
        where coverage[pixel] > 0 {
            blend(pixel, color, opacity * Double(coverage[pixel]) / 255)
            coverage[pixel] = 0
        }
    }

    /// Adds a segment to the coverage and returns the rows that it touches.
    private mutating func cover(_ start: Point, _ end: Point, _ radius: Double) -> Range<Int> {
        let reach = radius + 0.5
        let top = max(0, Int(clamping: (min(start.y, end.y) - reach).rounded(.down)))
        let bottom = min(height, Int(clamping: (max(start.y, end.y) + reach).rounded(.up)))
        guard top < bottom else { return 0..<0 }
        let delta = Point(x: end.x - start.x, y: end.y - start.y)
        let squared = delta.x * delta.x + delta.y * delta.y
        for row in top..<bottom {
            let y = Double(row) + 0.5
            // The part of the segment near this row bounds the pixels to look at.
            var ends = (start.x, end.x)
            if abs(delta.y) > 0.001 {
                func x(_ y: Double) -> Double {
                    start.x + min(max((y - start.y) / delta.y, 0), 1) * delta.x
                }
                ends = (x(y - reach), x(y + reach))
            }
            let first = max(0, Int(clamping: (min(ends.0, ends.1) - reach).rounded(.down)))
            let last = min(width, Int(clamping: (max(ends.0, ends.1) + reach).rounded(.up)))
            guard first < last else { continue }
            for column in first..<last {
                let x = Double(column) + 0.5
                let along = (x - start.x) * delta.x + (y - start.y) * delta.y
                let part = squared > 0 ? min(max(along / squared, 0), 1) : 0
                let (dx, dy) = (x - start.x - part * delta.x, y - start.y - part * delta.y)
                let distance = (dx * dx + dy * dy).squareRoot()
                let share = min(max(reach - distance, 0), 1)
                let value = UInt8(clamping: Int(share * 255))
                if value > coverage[row * width + column] { coverage[row * width + column] = value }
            }
        }
        return top..<bottom
    }

    /// Writes text in the bitmap font, `x` and `y` being its upper left corner.
    mutating func write(_ text: String, x: Double, y: Double, _ color: PlotColor) {
        var left = Int(clamping: (x * Double(scale)).rounded())
        let top = Int(clamping: (y * Double(scale)).rounded())
        for character in text {
            for (row, bits) in BitmapGlyph.rows(of: character, scale: scale).enumerated() {
                let row = top + row
                guard 0..<height ~= row else { continue }
                for column in 0..<BitmapFont.width * scale where bits >> column & 1 == 1 {
                    let column = left + column
                    if 0..<width ~= column { blend(row * width + column, color, 1) }
                }
            }
            left += (BitmapFont.width + 1) * scale
        }
    }
}
