internal import Pictures

/// One image with a thumbnail for each point of an embedding, which the projector draws there.
///
/// The thumbnails form a grid, row by row from the top left, without gaps. The image may have at
/// most 8192 pixels a side.
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

    /// Creates a sprite from an encoded image.
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

    /// The reason why the projector cannot show these thumbnails, if there is one.
    func problem(for pointCount: Int) -> String? {
        guard let size = imageSize else { return "the sprite is not a PNG image" }
        guard size.width <= Self.maximumSide, size.height <= Self.maximumSide else {
            return "the sprite has \(size.width)×\(size.height) pixels, "
                + "and TensorBoard accepts at most \(Self.maximumSide) a side; use smaller thumbnails"
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

    private var imageSize: EncodedImageSize? {
        png.starts(with: PNGEncoder.signature) ? EncodedImageSize(png) : nil
    }

    /// See `MAX_SPRITE_IMAGE_SIZE_PX` in TensorBoard's projector.
    private static let maximumSide = 8_192
}

extension ProjectorSprite {
    /// Lays a batch of images out as thumbnails, one for each point.
    ///
    /// `nil` if the tensor is not a batch of images. Equivalent to the `label_img` of PyTorch's
    /// `SummaryWriter.add_embedding`.
    ///
    /// ```swift
    /// let sprite = ProjectorSprite(digits.shaped(64, 28, 28))
    /// writer.addEmbedding("digits", features, metadata: labels, sprite: sprite)
    /// ```
    ///
    /// - Parameters:
    ///   - images: A batch of images of one size, as for `addImages`.
    ///   - layout: The meaning of its dimensions; guessed from the shape if `nil`.
    public init?(_ images: some TensorSource, layout: ImageLayout? = nil) {
        do throws(Unshowable) {
            let shape = try ImageShape(images.tensorShape, layout: layout, isBatch: true)
            let grid = ImageGrid(columns: Self.columns(for: shape.count), padding: 0)
            let summary = try ImageSummary(
                images,
                shape,
                count: shape.count,
                grid: grid,
                options: ImageOptions()
            )
            let size = (shape.format.width, shape.format.height)
            self.init(png: summary.files.first ?? [], thumbnailSize: size)
        } catch {
            return nil
        }
    }
}
