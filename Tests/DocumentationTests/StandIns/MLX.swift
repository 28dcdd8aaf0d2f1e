// Declarations of mlx-swift that the article on MLX uses, with the same signatures and next to
// nothing behind them, since MLX itself needs Metal.
import Foundation

enum DType: Hashable, Sendable, CaseIterable {
    case bool, uint8, uint16, uint32, uint64, int8, int16, int32, int64
    case float16, float32, bfloat16, complex64, float64
}

final class MLXArray {
    let shape: [Int]
    let dtype: DType
    private let bytes: Data

    init(bytes: Data, shape: [Int], dtype: DType) {
        self.bytes = bytes
        self.shape = shape
        self.dtype = dtype
    }

    var size: Int { shape.reduce(1, *) }

    enum AccessMethod {
        case copy, noCopyIfContiguous, noCopy
    }

    struct MLXArrayData {
        let data: Data
        let shape: [Int]
        let strides: [Int]
        let dType: DType
    }

    func asData(access: AccessMethod = .copy) -> MLXArrayData {
        MLXArrayData(data: bytes, shape: shape, strides: [], dType: dtype)
    }

    /// Takes a `DT_FLOAT` array of rank 0 for the only kind there is.
    func item<Value: BitwiseCopyable>(_ type: Value.Type) -> Value {
        bytes.withUnsafeBytes { $0.loadUnaligned(as: type) }
    }
}
