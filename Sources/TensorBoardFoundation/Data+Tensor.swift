public import TensorBoard

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Data: TensorSource {
    /// One dimension: the number of bytes.
    public var tensorShape: [Int] { [count] }
    /// Bytes without a sign.
    public var tensorDType: DataType { .uint8 }

    /// Calls `body` with the bytes.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBytes(body)
    }

    /// The bytes as the elements of a tensor, which are not copied.
    ///
    /// ```swift
    /// writer.addHistogram("weights", data.tensor(of: .bfloat16, shape: [64, 32]), step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - dtype: The element type; elements are little-endian.
    ///   - shape: The sizes of the dimensions, outermost first; empty for a single number.
    /// - Returns: The tensor.
    public func tensor(of dtype: DataType, shape: [Int]) -> DataTensor {
        DataTensor(data: self, tensorShape: shape, tensorDType: dtype)
    }
}

/// A tensor whose elements are the bytes of a `Data`.
///
/// ```swift
/// writer.addTensor("weights", data.tensor(of: .float, shape: [2, 3]), step: 10)
/// ```
public struct DataTensor: TensorSource, Sendable {
    private let data: Data
    /// The sizes of the dimensions, outermost first; empty for a single number.
    public let tensorShape: [Int]
    /// The element type.
    public let tensorDType: DataType

    fileprivate init(data: Data, tensorShape: [Int], tensorDType: DataType) {
        self.data = data
        self.tensorShape = tensorShape
        self.tensorDType = tensorDType
    }

    /// Calls `body` with the bytes.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try data.withUnsafeBytes(body)
    }
}
