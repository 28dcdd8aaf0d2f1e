internal import Pictures

/// Lays a batch of images out in rows, as one image.
///
/// Equivalent to torchvision's `make_grid`; the space between the images is black, or transparent
/// where they have an alpha channel.
///
/// ```swift
/// writer.addImages("samples", batch.shaped(64, 28, 28), grid: ImageGrid(columns: 16), step: 0)
/// ```
public struct ImageGrid: Hashable, Sendable {
    /// The number of images in a row.
    public var columns: Int
    /// The number of pixels between images, and around them.
    public var padding: Int

    /// Creates a grid; less than one column counts as one, and negative padding as none.
    public init(columns: Int = 8, padding: Int = 2) {
        self.columns = columns
        self.padding = padding
    }

    /// Combines `images`, which have one size, into one.
    ///
    /// - Returns: The images, in rows.
    func joined(_ images: [Raster]) throws(Unshowable) -> Raster {
        guard let first = images.first else { throw Unshowable("there are no images in the batch") }
        let columns = min(max(columns, 1), images.count)
        let rows = (images.count - 1) / columns + 1
        // Padding larger than an image's limit is refused below, whatever the rest is.
        let padding = min(max(padding, 0), PNGFormat.maximumPixelCount)
        let stepX = first.format.width + padding
        let stepY = first.format.height + padding
        let width = stepX.multipliedReportingOverflow(by: columns)
        let height = stepY.multipliedReportingOverflow(by: rows)
        guard !width.overflow, !height.overflow, width.partialValue <= PNGFormat.maximumPixelCount,
            height.partialValue <= PNGFormat.maximumPixelCount,
            let format = PNGFormat(
                width: width.partialValue + padding,
                height: height.partialValue + padding,
                channels: first.format.channels,
                bitDepth: first.format.bitDepth
            )
        else { throw Unshowable("the grid has too many pixels to be shown; log fewer images") }
        var joined = Raster(format)
        for (index, image) in images.enumerated() {
            joined.copy(
                image,
                x: padding + index % columns * stepX,
                y: padding + index / columns * stepY
            )
        }
        return joined
    }
}
