/// A tensor given by its bytes, for element types that Swift lacks: bfloat16, float8, complex.
///
/// ```swift
/// let ones = RawTensor(dtype: .bfloat16, shape: [2], bytes: [0x80, 0x3f, 0x80, 0x3f])
/// ```
public struct RawTensor: TensorSource, Hashable, Sendable {
    /// The element type.
    public var tensorDType: DataType
    /// The sizes of the dimensions, outermost first.
    public var tensorShape: [Int]
    /// The elements, in row-major order, little-endian and without gaps.
    public var bytes: [UInt8]

    /// Creates a tensor from its bytes.
    public init(dtype: DataType, shape: [Int], bytes: [UInt8]) {
        tensorDType = dtype
        tensorShape = shape
        self.bytes = bytes
    }

    /// Calls `body` with ``bytes``.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}

/// A tensor whose elements are copied, for threads that use it after its caller went on.
struct CopiedTensor: TensorSource, Sendable {
    let tensorDType: DataType
    let tensorShape: [Int]
    let bytes: CopiedBytes

    func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try bytes.withBytes(body)
    }
}
