// Declarations of mlx-swift that the article on MLX uses, with the same signatures and next to
// nothing behind them, since MLX itself needs Metal.
public import Foundation

public enum DType: Hashable, Sendable, CaseIterable {
    case bool, uint8, uint16, uint32, uint64, int8, int16, int32, int64
    case float16, float32, bfloat16, complex64, float64
}

public final class MLXArray {
    public let shape: [Int]
    public let dtype: DType
    private let bytes: Data

    public init(bytes: Data, shape: [Int], dtype: DType) {
        self.bytes = bytes
        self.shape = shape
        self.dtype = dtype
    }

    public var size: Int { shape.reduce(1, *) }

    public enum AccessMethod {
        case copy, noCopyIfContiguous, noCopy
    }

    public struct MLXArrayData {
        public let data: Data
        public let shape: [Int]
        public let strides: [Int]
        public let dType: DType
    }

    public func asData(access: AccessMethod = .copy) -> MLXArrayData {
        MLXArrayData(data: bytes, shape: shape, strides: [], dType: dtype)
    }

    /// Takes a `DT_FLOAT` array of rank 0 for the only kind there is.
    public func item<Value: BitwiseCopyable>(_ type: Value.Type) -> Value {
        bytes.withUnsafeBytes { $0.loadUnaligned(as: type) }
    }
}
