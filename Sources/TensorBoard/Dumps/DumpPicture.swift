internal import TensorBoardEvents

/// A dumped tensor as images.
struct DumpPicture {
    private let source: RawTensor
    private let shape: ImageShape

    /// `nil` if the tensor does not have the shape of an image, or is too large to be worth one.
    init?(_ digest: DumpDigest, _ bytes: UnsafeRawBufferPointer) {
        let dimensions = digest.shape
        // A row of numbers is a matrix, but not a picture.
        guard dimensions.count > 2 || dimensions.allSatisfy({ $0 > 1 }),
            let shape = try? ImageShape(dimensions, layout: nil, isBatch: false),
            digest.elementCount <= Self.largestElementCount,
            digest.elementCount == bytes.count / (digest.dtype.byteCount ?? 1)
        else { return nil }
        self.shape = shape
        let whole = RawTensor(dtype: digest.dtype, shape: dimensions, bytes: Array(bytes))
        let isInRange = digest.min >= 0 && digest.max <= 1
        // Integers are already pixels.
        guard digest.dtype.kernelElement != nil, !isInRange, let numbers = whole.floats() else {
            source = whole
            return
        }
        let (low, high) = (Float(digest.min), Float(digest.max))
        // The difference of two floats may overflow; that of their halves does not.
        let width = high / 2 - low / 2
        let scaled = numbers.map { width > 0 ? ($0 / 2 - low / 2) / width : $0 * 0 }
        source = scaled.withUnsafeBytes {
            RawTensor(dtype: .float, shape: dimensions, bytes: Array($0))
        }
    }

    /// The images; `nil` if they cannot be shown.
    var summary: ImageSummary? {
        let count = min(shape.count, Self.largestCount)
        return try? ImageSummary(source, shape, count: count, options: ImageOptions())
    }

    private static let largestElementCount = 1 << 22
    private static let largestCount = 4
}
