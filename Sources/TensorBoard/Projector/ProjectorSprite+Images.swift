extension ProjectorSprite {
    /// Lays a batch of images out as thumbnails, one for each point.
    ///
    /// There is none where the tensor is no batch of images. Equivalent to the `label_img` of PyTorch's `SummaryWriter.add_embedding`.
    ///
    /// ```swift
    /// let sprite = ProjectorSprite(digits.shaped(64, 28, 28))
    /// writer.addEmbedding("digits", features, metadata: labels, sprite: sprite)
    /// ```
    ///
    /// - Parameters:
    ///   - images: A batch of images of one size, as `addImages` takes it.
    ///   - layout: What its dimensions mean; guessed from the shape where it is nil.
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
