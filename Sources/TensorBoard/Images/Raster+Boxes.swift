internal import Pictures

extension Raster {
    /// The same picture, in color, with boxes drawn onto it in order.
    func drawing(_ boxes: [ImageBox]) -> Raster {
        guard !boxes.isEmpty else { return self }
        var result = colored()
        for box in boxes { result.draw(box) }
        return result
    }

    private mutating func draw(_ box: ImageBox) {
        // Far outside looks the same as just outside, which cannot overflow.
        let bounds = (-Self.margin)...(PNGFormat.maximumPixelCount + Self.margin)
        let left = clamp(min(box.x0, box.x1), to: bounds)
        let right = clamp(max(box.x0, box.x1), to: bounds) + 1
        let top = clamp(min(box.y0, box.y1), to: bounds)
        let bottom = clamp(max(box.y0, box.y1), to: bounds) + 1
        let width = clamp(box.lineWidth, to: 1...PNGFormat.maximumPixelCount)
        fill(box.color, x: left..<right, y: top..<min(top + width, bottom))
        fill(box.color, x: left..<right, y: max(bottom - width, top)..<bottom)
        fill(box.color, x: left..<min(left + width, right), y: top..<bottom)
        fill(box.color, x: max(right - width, left)..<right, y: top..<bottom)
        if let label = box.label, !label.isEmpty {
            let plateHeight = BitmapFont.height + 2
            // Above the box, or inside if there is no room above.
            let y = top >= plateHeight ? top - plateHeight : max(top, 0)
            draw(label, on: box.color, x: max(left, 0), y: y)
        }
    }

    /// Writes text on a background of its own, clipped to the image.
    private mutating func draw(_ text: String, on color: ImageColor, x: Int, y: Int) {
        fill(color, x: x..<x + 1, y: y..<y + BitmapFont.height + 2)
        var left = x + 1
        for scalar in text.unicodeScalars where left < format.width {
            fill(color, x: left..<left + BitmapFont.width + 1, y: y..<y + BitmapFont.height + 2)
            let rows = BitmapFont.rows(of: scalar)
            for (row, bits) in rows.enumerated() {
                for column in 0..<BitmapFont.width
                where bits >> (BitmapFont.width - 1 - column) & 1 == 1 {
                    let (column, row) = (left + column, y + 1 + row)
                    fill(color.contrast, x: column..<column + 1, y: row..<row + 1)
                }
            }
            left += BitmapFont.width + 1
        }
    }

    private func clamp(_ value: Int, to range: ClosedRange<Int>) -> Int {
        min(max(value, range.lowerBound), range.upperBound)
    }

    private static let margin = 1 << 20
}
