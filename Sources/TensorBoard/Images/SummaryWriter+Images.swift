internal import Pictures

extension SummaryWriter {
    /// Logs an image, as a PNG.
    ///
    /// The call copies the elements, and a thread of the writers encodes them, unless they take less
    /// than 16 KiB.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_image` and, with `boxes`, `add_image_with_boxes`.
    /// `DT_UINT8` is written as it is; floats are scaled from 0...1 and clipped as TensorFlow does
    /// (`floor(255.5 x)`); other integers are clipped to 0...255, and `DT_BOOL` is black and white.
    /// Clipped pixels are told once for each tag. Non-finite pixels appear in the loud colors of `options`.
    ///
    /// ```swift
    /// let pixels = [UInt8](repeating: 128, count: 32 * 32 * 3)
    /// writer.addImage("input", pixels, shape: [32, 32, 3], step: 0)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - image: 1 to 4 channels (gray, gray and alpha, RGB, RGBA) of up to 2^28 pixels. A batch
    ///     is logged as by `addImages`.
    ///   - shape: The image's dimensions, where it is a flat array; by default its own.
    ///   - layout: The meaning of the dimensions; by default guessed from the shape, see
    ///     ``ImageLayout``.
    ///   - boxes: Rectangles to draw onto the image.
    ///   - step: The step.
    ///   - wallTime: Seconds since 1970, UTC; now by default.
    ///   - options: How to encode, and the colors of non-finite pixels.
    ///   - displayName: The name to show instead of the tag; for the tag's first image only.
    ///   - description: The tag's meaning, in Markdown; for the tag's first image only.
    public func addImage(
        _ tag: String,
        _ image: some TensorSource,
        shape: [Int]? = nil,
        layout: ImageLayout? = nil,
        boxes: [ImageBox] = [],
        step: some BinaryInteger,
        wallTime: Double? = nil,
        options: ImageOptions = ImageOptions(),
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        encodeImages(tag, step, wallTime, displayName, description) { () throws(Unshowable) in
            let image = image.shaped(shape ?? image.tensorShape)
            let shape = try ImageShape(image.tensorShape, layout: layout, isBatch: false)
            return try ImageEncoding(image, shape) { (tensor, shape) throws(Unshowable) in
                try ImageSummary(
                    tensor,
                    shape,
                    count: shape.count,
                    boxes: boxes,
                    options: options
                )
            }
        }
    }

    /// Logs a batch of images of one size, as PNGs.
    ///
    /// Without a grid, they stay separate, and TensorBoard shows them side by side under the tag,
    /// equivalent to TensorFlow's `tf.summary.image`. With one, they are combined into one image,
    /// equivalent to PyTorch's `SummaryWriter.add_images`.
    ///
    /// ```swift
    /// let digits = [Float](repeating: 0.5, count: 16 * 28 * 28)
    /// writer.addImages("digits", digits.shaped(16, 28, 28), grid: ImageGrid(), step: 0)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - images: The batch; for its elements see
    ///     ``addImage(_:_:shape:layout:boxes:step:wallTime:options:displayName:description:)``.
    ///   - shape: The batch's dimensions, where it is a flat array; by default its own.
    ///   - layout: The meaning of the dimensions; by default guessed from the shape, see
    ///     ``ImageLayout``.
    ///   - grid: How to combine the images into one; by default they stay separate.
    ///   - maxOutputs: The number of images to use, starting with the first; all by default.
    ///   - step: The step.
    ///   - wallTime: Seconds since 1970, UTC; now by default.
    ///   - options: How to encode, and the colors of non-finite pixels.
    ///   - displayName: The name to show instead of the tag; for the tag's first images only.
    ///   - description: The tag's meaning, in Markdown; for the tag's first images only.
    public func addImages(
        _ tag: String,
        _ images: some TensorSource,
        shape: [Int]? = nil,
        layout: ImageLayout? = nil,
        grid: ImageGrid? = nil,
        maxOutputs: Int? = nil,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        options: ImageOptions = ImageOptions(),
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        encodeImages(tag, step, wallTime, displayName, description) { () throws(Unshowable) in
            let images = images.shaped(shape ?? images.tensorShape)
            let shape = try ImageShape(images.tensorShape, layout: layout, isBatch: true)
            let count = maxOutputs ?? shape.count
            guard count > 0 else {
                throw Unshowable("maxOutputs is \(count); ask for at least one")
            }
            return try ImageEncoding(images, shape, count: count) {
                (tensor, shape) throws(Unshowable) in
                guard let grid else {
                    return try ImageSummary(tensor, shape, count: shape.count, options: options)
                }
                return try ImageSummary(
                    tensor,
                    shape,
                    count: shape.count,
                    grid: grid,
                    options: options
                )
            }
        }
    }

    /// Logs an encoded image, byte for byte.
    ///
    /// ```swift
    /// writer.addEncodedImage("figure", pngBytes, step: 0)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - file: A PNG, JPEG, GIF (which TensorBoard animates) or BMP; TensorBoard shows no other
    ///     formats, so others are left out with a warning.
    ///   - step: The step.
    ///   - wallTime: Seconds since 1970, UTC; now by default.
    ///   - displayName: The name to show instead of the tag; for the tag's first image only.
    ///   - description: The tag's meaning, in Markdown; for the tag's first image only.
    public func addEncodedImage(
        _ tag: String,
        _ file: some Collection<UInt8>,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        addImageValue(tag, step, wallTime, displayName, description) { () throws(Unshowable) in
            let file = Array(file)
            guard let size = EncodedImageSize(file) else {
                throw Unshowable("the bytes are not a PNG, JPEG, GIF or BMP; convert them to one")
            }
            guard file.count <= RecordLimit.mediaByteCount else {
                throw Unshowable("the image takes more than 2 GiB; make it smaller")
            }
            return ImageSummary(width: size.width, height: size.height, files: [file])
        }
    }

    /// Queues images that a thread of the writers encodes.
    func encodeImages(
        _ tag: String,
        _ step: Int,
        _ wallTime: Double?,
        _ displayName: String,
        _ description: String,
        _ encoding: () throws(Unshowable) -> ImageEncoding
    ) {
        do throws(Unshowable) {
            let encoding = try encoding()
            let metadata = ImageSummary.metadata(displayName: displayName, description: description)
            let byteCount = encoding.byteCount
            add(tag, metadata, step: step, wallTime: wallTime, byteCount: byteCount) {
                var encoded = encoding.encoded(displayName: displayName, description: description)
                encoded.value?.tag = tag
                return encoded
            }
        } catch {
            warn(.invalidValue, tag, step: step, error.reason)
        }
    }

    /// Logs what `summary` makes, or warns about why it cannot be shown.
    func addImageValue(
        _ tag: String,
        _ step: Int,
        _ wallTime: Double?,
        _ displayName: String,
        _ description: String,
        _ summary: () throws(Unshowable) -> ImageSummary
    ) {
        do throws(Unshowable) {
            let summary = try summary()
            let value = summary.value(
                tag: tag,
                displayName: displayName,
                description: description
            )
            add([value], step: step, wallTime: wallTime)
            if let problem = summary.clipped.warning { warn(.clipped, tag, step: step, problem) }
        } catch {
            warn(.invalidValue, tag, step: step, error.reason)
        }
    }
}
