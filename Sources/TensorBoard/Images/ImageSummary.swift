internal import Pictures

/// Images as TensorBoard's image dashboard expects them.
///
/// See TensorBoard's `plugins/image/summary_v2.py`: a `DT_STRING` vector of the width and the height
/// in decimal, then the files.
struct ImageSummary: Hashable, Sendable {
    let width: Int
    let height: Int
    /// The images' files, all of one size.
    let files: [[UInt8]]
    /// The elements that did not fit their pixels.
    private(set) var clipped = ClippedElements()

    /// One or more images of a tensor, each with its own file.
    ///
    /// - Parameters:
    ///   - source: The tensor.
    ///   - shape: The meaning of its dimensions.
    ///   - count: The number of images of a batch to use.
    ///   - boxes: The boxes to draw onto each.
    ///   - options: How to encode.
    /// - Throws: The reason why the images cannot be shown.
    init(
        _ source: some TensorSource,
        _ shape: ImageShape,
        count: Int,
        boxes: [ImageBox] = [],
        options: ImageOptions
    ) throws(Unshowable) {
        var clipped = ClippedElements()
        let files = Self.withImages(source, shape, options) { images throws(Unshowable) in
            var files: [[UInt8]] = []
            var byteCount = 0
            for index in 0..<min(count, shape.count) {
                let file: [UInt8]
                if boxes.isEmpty, let pixels = images.untouchedPixels(at: index) {
                    file = try Self.encode(pixels, images.format, options)
                } else {
                    let raster = try images.raster(at: index, options.nonFinite, &clipped)
                    file = try Self.encode(raster.drawing(boxes), options)
                }
                byteCount += file.count
                guard byteCount <= RecordLimit.mediaByteCount else {
                    throw Unshowable("the images take more than 2 GiB; log fewer of them")
                }
                files.append(file)
            }
            return files
        }
        self.init(width: shape.format.width, height: shape.format.height, files: try files.get())
        self.clipped = clipped
    }

    /// A batch of images, laid out as one.
    init(
        _ source: some TensorSource,
        _ shape: ImageShape,
        count: Int,
        grid: ImageGrid,
        options: ImageOptions
    ) throws(Unshowable) {
        var clipped = ClippedElements()
        let joined = Self.withImages(source, shape, options) { images throws(Unshowable) in
            var rasters: [Raster] = []
            for index in 0..<min(count, shape.count) {
                rasters.append(try images.raster(at: index, options.nonFinite, &clipped))
            }
            // One image that needs color makes the whole grid colored.
            if Set(rasters.map(\.format.channels)).count > 1 {
                rasters = rasters.map { $0.colored() }
            }
            return try grid.joined(rasters)
        }
        let raster = try joined.get()
        self.init(
            width: raster.format.width,
            height: raster.format.height,
            files: [try Self.encode(raster, options)]
        )
        self.clipped = clipped
    }

    /// Files that are already encoded.
    init(width: Int, height: Int, files: [[UInt8]], clipped: ClippedElements = ClippedElements()) {
        self.width = width
        self.height = height
        self.files = files
        self.clipped = clipped
    }

    /// The value to write under `tag`.
    func value(tag: String, displayName: String, description: String) -> Summary.Value {
        var tensor = TensorProto(dtype: .string, shape: TensorShape([Int64(files.count + 2)]))
        tensor.stringValues = [Array(String(width).utf8), Array(String(height).utf8)] + files
        let metadata = Self.metadata(displayName: displayName, description: description)
        return Summary.Value(tag: tag, metadata: metadata, content: .tensor(tensor))
    }

    /// The metadata of such a value.
    static func metadata(displayName: String, description: String) -> SummaryMetadata {
        SummaryMetadata(
            pluginName: "images",
            displayName: displayName,
            description: description,
            dataClass: .blobSequence
        )
    }

    /// A result instead of a thrown error, since `withTensorBytes` does not throw typed errors.
    static func withImages<Value>(
        _ source: some TensorSource,
        _ shape: ImageShape,
        _ options: ImageOptions,
        _ body: (ImageTensor) throws(Unshowable) -> Value
    ) -> Result<Value, Unshowable> {
        source.withTensorBytes { elements in
            Result { () throws(Unshowable) in
                let dtype = source.tensorDType
                return try body(
                    ImageTensor(elements, dtype: dtype, shape: shape, bitDepth: options.bitDepth)
                )
            }
        }
    }

    private static func encode(
        _ raster: Raster,
        _ options: ImageOptions
    ) throws(Unshowable) -> [UInt8] {
        let file = raster.pixels.withUnsafeBufferPointer {
            PNGEncoder.encode($0, raster.format, compression: options.compression)
        }
        guard let file else { throw Unshowable("there was no memory to encode the image") }
        return file
    }

    private static func encode(
        _ pixels: UnsafeBufferPointer<UInt8>,
        _ format: PNGFormat,
        _ options: ImageOptions
    ) throws(Unshowable) -> [UInt8] {
        let file = PNGEncoder.encode(pixels, format, compression: options.compression)
        guard let file else { throw Unshowable("there was no memory to encode the image") }
        return file
    }
}
