/// Anything that can be logged as a tensor: a shape, an element type and the elements' bytes.
///
/// Arrays and buffers of numbers conform, with rank 1, and nested arrays with higher ones;
/// ``shaped(_:)-(Int...)`` gives them another shape. A training framework's tensor conforms in a few lines; see <doc:TensorsFromAnywhere>:
///
/// ```swift
/// extension MyTensor: TensorSource {
///     public var tensorShape: [Int] { dimensions }
///     public var tensorDType: DataType { .float }
///     public func withTensorBytes<Result>(
///         _ body: (UnsafeRawBufferPointer) throws -> Result
///     ) rethrows -> Result {
///         try storage.withUnsafeBytes(body)
///     }
/// }
/// ```
public protocol TensorSource {
    /// The sizes of the dimensions, outermost first; empty for a single number.
    var tensorShape: [Int] { get }
    /// The element type.
    var tensorDType: DataType { get }
    /// Calls `body` with the elements, in row-major order, little-endian and without gaps.
    ///
    /// A tensor whose elements are elsewhere, or not contiguous, passes a copy.
    func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result
}

extension TensorSource {
    /// The same elements under another shape.
    ///
    /// ```swift
    /// let matrix = [1, 2, 3, 4, 5, 6].shaped(2, 3)
    /// ```
    public func shaped(_ dimensions: Int...) -> ShapedTensor<Self> {
        ShapedTensor(self, shape: dimensions)
    }

    /// The same elements under another shape.
    public func shaped(_ dimensions: [Int]) -> ShapedTensor<Self> {
        ShapedTensor(self, shape: dimensions)
    }
}

/// A tensor's elements under another shape.
public struct ShapedTensor<Base: TensorSource>: TensorSource {
    private let base: Base
    /// The sizes of the dimensions, outermost first.
    public let tensorShape: [Int]

    init(_ base: Base, shape: [Int]) {
        self.base = base
        tensorShape = shape
    }

    /// The element type.
    public var tensorDType: DataType { base.tensorDType }

    /// Calls `body` with the underlying tensor's elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try base.withTensorBytes(body)
    }
}

extension ShapedTensor: Sendable where Base: Sendable {}
