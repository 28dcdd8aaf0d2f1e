/// A copy of images, and the way to make files of them.
struct ImageEncoding: Sendable {
    /// The size of the copy.
    let byteCount: Int
    private let encode: @Sendable () throws(Unshowable) -> ImageSummary

    /// Takes what was copied.
    ///
    /// - Parameters:
    ///   - byteCount: The size of the copy.
    ///   - encode: Makes files of it.
    init(
        byteCount: Int,
        encode: @escaping @Sendable () throws(Unshowable) -> ImageSummary
    ) {
        self.byteCount = byteCount
        self.encode = encode
    }

    /// Copies the first `count` images of a tensor.
    ///
    /// - Parameters:
    ///   - source: The tensor.
    ///   - shape: The meaning of its dimensions.
    ///   - count: The number of images to use.
    ///   - encode: Makes files of the copy, which has the given shape.
    /// - Throws: The reason why the images cannot be shown, as far as it costs nothing to find.
    init(
        _ source: some TensorSource,
        _ shape: ImageShape,
        count: Int = .max,
        encode: @escaping @Sendable (CopiedTensor, ImageShape) throws(Unshowable) -> ImageSummary
    ) throws(Unshowable) {
        let (dtype, sizes) = (source.tensorDType, source.tensorShape)
        let copied = source.withTensorBytes { elements in
            Result { () throws(Unshowable) in
                let images = try ImageTensor(elements, dtype: dtype, shape: shape)
                return CopiedBytes(images.elements(ofFirst: count))
            }
        }
        let tensor = CopiedTensor(
            tensorDType: dtype,
            tensorShape: sizes,
            bytes: try copied.get()
        )
        let shape = shape.ofFirst(count)
        byteCount = tensor.bytes.count
        self.encode = { () throws(Unshowable) in try encode(tensor, shape) }
    }

    /// The value to write.
    func encoded(displayName: String, description: String) -> EncodedValue {
        do throws(Unshowable) {
            let summary = try encode()
            return EncodedValue(
                value: summary.value(tag: "", displayName: displayName, description: description),
                warnings: summary.clipped.warning.map { [(.clipped, $0)] } ?? []
            )
        } catch {
            return EncodedValue(warnings: [(.invalidValue, error.reason)])
        }
    }
}
