/// One image with a thumbnail for each point of an embedding, which the projector draws there.
///
/// The thumbnails lie in a grid, row by row from the top left, without gaps. The image may have
/// 8192 pixels a side at most.
///
/// ```swift
/// let sprite = ProjectorSprite(png: png, thumbnailSize: (width: 28, height: 28))
/// writer.addEmbedding("digits", features, metadata: labels, sprite: sprite, step: 100)
/// ```
public struct ProjectorSprite: Hashable, Sendable {
    /// The encoded image.
    public var png: [UInt8]
    /// The width of a thumbnail, in pixels.
    public var thumbnailWidth: Int
    /// The height of a thumbnail, in pixels.
    public var thumbnailHeight: Int

    /// Takes an image that is encoded already.
    public init(png: [UInt8], thumbnailSize: (width: Int, height: Int)) {
        self.png = png
        thumbnailWidth = thumbnailSize.width
        thumbnailHeight = thumbnailSize.height
    }

    /// The columns of the smallest square grid for `count` thumbnails.
    static func columns(for count: Int) -> Int {
        var columns = Int(Double(max(0, count)).squareRoot())
        while columns > 0, (columns - 1) * (columns - 1) >= count { columns -= 1 }
        while columns * columns < count { columns += 1 }
        return columns
    }

    /// What keeps the projector from showing these thumbnails, if anything does.
    func problem(for pointCount: Int) -> String? {
        guard let size = imageSize else { return "the sprite is no PNG image" }
        guard size.width <= Self.maximumSide, size.height <= Self.maximumSide else {
            return "the sprite has \(size.width)×\(size.height) pixels, "
                + "\(Self.maximumSide) a side is all that TensorBoard takes; use smaller thumbnails"
        }
        guard thumbnailWidth > 0, thumbnailHeight > 0 else {
            return "the sprite's thumbnails have no pixels"
        }
        let places = (size.width / thumbnailWidth) * (size.height / thumbnailHeight)
        guard places >= pointCount else {
            return "the sprite has room for \(places) thumbnails of "
                + "\(thumbnailWidth)×\(thumbnailHeight), and there are \(pointCount) points"
        }
        return nil
    }

    /// The size that the PNG's first chunk tells (RFC 2083, 4.1.1).
    private var imageSize: (width: Int, height: Int)? {
        let header: [UInt8] = [
            0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
        ]
        guard png.count >= header.count + 8, png.starts(with: header) else { return nil }
        func number(at offset: Int) -> Int {
            png[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let size = (width: number(at: header.count), height: number(at: header.count + 4))
        return size.width > 0 && size.height > 0 ? size : nil
    }

    /// See `MAX_SPRITE_IMAGE_SIZE_PX` in TensorBoard's projector.
    private static let maximumSide = 8_192
}
