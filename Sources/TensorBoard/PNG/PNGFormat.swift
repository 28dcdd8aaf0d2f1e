/// The size of an image, and what each of its pixels consists of.
struct PNGFormat: Hashable, Sendable {
    let width: Int
    let height: Int
    /// 1 for grey, 2 for grey and alpha, 3 for RGB, 4 for RGBA; 8 bits each.
    let channels: Int

    /// Makes a format; nil where the image is empty, or too large to be worth showing.
    init?(width: Int, height: Int, channels: Int) {
        let (pixelCount, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, 1...4 ~= channels, !overflow,
            pixelCount <= Self.maximumPixelCount
        else { return nil }
        self.width = width
        self.height = height
        self.channels = channels
    }

    /// The bytes of one row of pixels.
    var rowByteCount: Int { width * channels }
    /// The bytes of all pixels.
    var byteCount: Int { height * rowByteCount }

    /// The "color type" of the header.
    ///
    /// See "Portable Network Graphics (PNG) Specification", 11.2.2.
    var colorType: UInt8 {
        switch channels {
        case 1: 0
        case 2: 4
        case 3: 2
        default: 6
        }
    }

    /// More than browsers show; all byte counts stay below the 2^31 of a chunk.
    static let maximumPixelCount = 1 << 28
}
