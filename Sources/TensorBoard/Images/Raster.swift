internal import Pictures

/// An image in memory that can be drawn on; the channels of a pixel are adjacent.
struct Raster: Hashable, Sendable {
    private(set) var format: PNGFormat
    private(set) var pixels: [UInt8]

    /// An image of zeros.
    init(_ format: PNGFormat) {
        self.format = format
        pixels = [UInt8](repeating: 0, count: format.byteCount)
    }

    /// An image of existing pixels, as many as `format` says.
    init(_ format: PNGFormat, pixels: [UInt8]) {
        precondition(pixels.count == format.byteCount)
        self.format = format
        self.pixels = pixels
    }

    /// The same picture with red, green and blue instead of gray.
    func colored() -> Raster {
        let channels = format.channels
        guard channels < 3,
            let colored = PNGFormat(
                width: format.width,
                height: format.height,
                channels: channels + 2
            )
        else { return self }
        var result = Raster(colored)
        for index in 0..<format.width * format.height {
            let from = index * channels
            let to = index * colored.channels
            for channel in 0..<3 { result.pixels[to + channel] = pixels[from] }
            if channels == 2 { result.pixels[to + 3] = pixels[from + 1] }
        }
        return result
    }

    /// Sets a pixel of a color image to an opaque color.
    mutating func paint(_ color: ImageColor, at index: Int) {
        let start = index * format.channels
        pixels[start] = color.red
        pixels[start + 1] = color.green
        pixels[start + 2] = color.blue
        if format.channels == 4 { pixels[start + 3] = 255 }
    }

    /// Fills the part of a rectangle that is inside the image.
    mutating func fill(_ color: ImageColor, x: Range<Int>, y: Range<Int>) {
        let columns = x.clamped(to: 0..<format.width)
        for row in y.clamped(to: 0..<format.height) {
            for column in columns { paint(color, at: row * format.width + column) }
        }
    }

    /// Copies an image with the same channels into this one, where it must fit.
    mutating func copy(_ image: Raster, x: Int, y: Int) {
        let rowByteCount = image.format.rowByteCount
        for row in 0..<image.format.height {
            let from = row * rowByteCount
            let to = (y + row) * format.rowByteCount + x * format.channels
            pixels.replaceSubrange(
                to..<to + rowByteCount,
                with: image.pixels[from..<from + rowByteCount]
            )
        }
    }
}
