internal import Pictures

/// An image in memory that can be drawn on; its pixels are laid out as in a PNG.
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
                channels: channels + 2,
                bitDepth: format.bitDepth
            )
        else { return self }
        var result = Raster(colored)
        let size = format.bitDepth.byteCount
        for index in 0..<format.width * format.height {
            let from = index * format.pixelByteCount
            let to = index * colored.pixelByteCount
            for byte in 0..<3 * size { result.pixels[to + byte] = pixels[from + byte % size] }
            guard channels == 2 else { continue }
            for byte in 0..<size {
                result.pixels[to + 3 * size + byte] = pixels[from + size + byte]
            }
        }
        return result
    }

    /// Sets a pixel of a color image to an opaque color.
    mutating func paint(_ color: ImageColor, at index: Int) {
        let start = index * format.pixelByteCount
        let size = format.bitDepth.byteCount
        // 8 bits twice are the same share of 16.
        for byte in 0..<size {
            pixels[start + byte] = color.red
            pixels[start + size + byte] = color.green
            pixels[start + 2 * size + byte] = color.blue
            if format.channels == 4 { pixels[start + 3 * size + byte] = 255 }
        }
    }

    /// Fills the part of a rectangle that is inside the image.
    mutating func fill(_ color: ImageColor, x: Range<Int>, y: Range<Int>) {
        let columns = x.clamped(to: 0..<format.width)
        for row in y.clamped(to: 0..<format.height) {
            for column in columns { paint(color, at: row * format.width + column) }
        }
    }

    /// Copies an image with the same channels and bit depth into this one, where it must fit.
    mutating func copy(_ image: Raster, x: Int, y: Int) {
        let rowByteCount = image.format.rowByteCount
        for row in 0..<image.format.height {
            let from = row * rowByteCount
            let to = (y + row) * format.rowByteCount + x * format.pixelByteCount
            pixels.replaceSubrange(
                to..<to + rowByteCount,
                with: image.pixels[from..<from + rowByteCount]
            )
        }
    }
}
