/// One picture of an animation.
package struct GIFFrame: Hashable, Sendable {
    /// The rows from the top, each from the left; the channels of a pixel are adjacent.
    package let pixels: [UInt8]
    /// 1 for gray, 2 for gray and alpha, 3 for RGB, 4 for RGBA.
    package let channels: Int

    /// Creates a picture from its pixels, which a ``GIFEncoder`` checks.
    package init(pixels: [UInt8], channels: Int) {
        self.pixels = pixels
        self.channels = channels
    }

    /// The mark of a pixel that is not opaque; no color has it.
    static let transparent = UInt32.max

    /// The pixels as 0xRRGGBB; less than half opaque ones are transparent, since GIF has no other.
    var colors: [UInt32] {
        (0..<pixels.count / channels).map { index in
            let start = index * channels
            if channels % 2 == 0, pixels[start + channels - 1] < 128 { return Self.transparent }
            let (green, blue) = channels < 3 ? (0, 0) : (1, 2)
            return UInt32(pixels[start]) << 16 | UInt32(pixels[start + green]) << 8
                | UInt32(pixels[start + blue])
        }
    }
}

/// Encodes pictures as an animated GIF, which repeats forever.
///
/// See "Graphics Interchange Format, version 89a", https://www.w3.org/Graphics/GIF/spec-gif89a.txt.
/// Up to 256 colors are exact: those of the whole animation, or else those of each picture.
package enum GIFEncoder {
    /// The file of an animation.
    ///
    /// - Parameters:
    ///   - frames: The pictures, all of one size.
    ///   - width: Their width, up to ``maximumSide``.
    ///   - height: Their height, up to ``maximumSide``.
    ///   - delays: How long each is shown, in hundredths of a second, up to 65,535.
    /// - Returns: `nil` if there are no pictures, or if their sizes or counts do not match.
    package static func encode(
        _ frames: [GIFFrame],
        width: Int,
        height: Int,
        delays: [Int]
    ) -> [UInt8]? {
        guard 1...maximumSide ~= width, 1...maximumSide ~= height, !frames.isEmpty,
            delays.count == frames.count, delays.allSatisfy({ 0...0xffff ~= $0 }),
            frames.allSatisfy({
                1...4 ~= $0.channels && $0.pixels.count == width * height * $0.channels
            })
        else { return nil }
        let isTransparent = frames.contains { $0.channels % 2 == 0 }
        // One entry is left for transparent pixels.
        let limit = isTransparent ? 255 : 256
        let shared = ColorPalette(exactly: frames.lazy.map(\.colors), limit: limit)
        var file = GIFFile(width: width, height: height, palette: shared)
        if frames.count > 1 { file.repeatForever() }
        for (frame, delay) in zip(frames, delays) {
            let colors = frame.colors
            let palette = shared ?? ColorPalette(of: colors, limit: limit)
            file.append(
                colors,
                palette,
                isShared: shared != nil,
                delay: delay,
                isTransparent: isTransparent
            )
        }
        return file.finished()
    }

    /// The most pixels in a row or a column.
    package static let maximumSide = 0xffff
}

/// The blocks of a GIF file.
private struct GIFFile {
    private var bytes = Array("GIF89a".utf8)
    private let size: [UInt8]

    init(width: Int, height: Int, palette: ColorPalette?) {
        size = Self.littleEndian(width) + Self.littleEndian(height)
        bytes += size
        // Whether a color table follows, 8 bits for each channel, and the table's size.
        let flags = palette.map { 0xf0 | Self.sizeField(of: $0) } ?? 0x70
        bytes += [flags, 0, 0]
        if let palette { append(palette) }
    }

    /// The application extension of Netscape 2.0.
    mutating func repeatForever() {
        bytes += [0x21, 0xff, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
    }

    mutating func append(
        _ colors: [UInt32],
        _ palette: ColorPalette,
        isShared: Bool,
        delay: Int,
        isTransparent: Bool
    ) {
        let transparentIndex = UInt8(truncatingIfNeeded: palette.colors.count)
        // A picture with transparent pixels replaces the one before it.
        let flags: UInt8 = isTransparent ? 2 << 2 | 1 : 1 << 2
        bytes += [0x21, 0xf9, 4, flags] + Self.littleEndian(delay)
        bytes += [isTransparent ? transparentIndex : 0, 0]
        bytes += [0x2c, 0, 0, 0, 0] + size
        bytes.append(isShared ? 0 : 0x80 | Self.sizeField(of: palette))
        if !isShared { append(palette) }
        let indices = colors.map { color in
            color == GIFFrame.transparent ? transparentIndex : palette.index(of: color)
        }
        // Codes start at three bits.
        let bitCount = max(2, Int(Self.sizeField(of: palette)) + 1)
        bytes.append(UInt8(truncatingIfNeeded: bitCount))
        appendBlocks(LZWEncoder.encode(indices, bitCount: bitCount))
    }

    func finished() -> [UInt8] { bytes + [0x3b] }

    private mutating func append(_ palette: ColorPalette) {
        for color in palette.colors {
            bytes += [color >> 16, color >> 8, color].map { UInt8(truncatingIfNeeded: $0) }
        }
        let missing = 2 << Int(Self.sizeField(of: palette)) - palette.colors.count
        bytes += [UInt8](repeating: 0, count: 3 * missing)
    }

    /// Up to 255 bytes each, and an empty one at the end.
    private mutating func appendBlocks(_ content: [UInt8]) {
        for start in stride(from: 0, to: content.count, by: 255) {
            let block = content[start..<min(start + 255, content.count)]
            bytes.append(UInt8(truncatingIfNeeded: block.count))
            bytes += block
        }
        bytes.append(0)
    }

    /// The smallest n for which a table of 2^(n + 1) colors has room for a transparent one as well,
    /// or for all 256.
    private static func sizeField(of palette: ColorPalette) -> UInt8 {
        let count = min(palette.colors.count + 1, 256)
        return (0..<8).first { 2 << Int($0) >= count } ?? 7
    }

    private static func littleEndian(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
}
