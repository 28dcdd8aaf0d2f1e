/// A number type whose arrays can be logged as tensors.
public protocol TensorElement: BitwiseCopyable, TensorComponent {
    /// The element type in TensorBoard.
    static var tensorDType: DataType { get }
}

extension TensorElement {
    /// One dimension: the count.
    public static func tensorShape(of components: UnsafeBufferPointer<Self>) -> [Int] {
        [components.count]
    }

    /// Calls `body` with the numbers, where they are.
    public static func withTensorBytes<Result>(
        of components: UnsafeBufferPointer<Self>,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeRawBufferPointer(components))
    }
}

extension Float: TensorElement {
    /// `DT_FLOAT`.
    public static var tensorDType: DataType { .float }
}

extension Double: TensorElement {
    /// `DT_DOUBLE`.
    public static var tensorDType: DataType { .double }
}

#if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
extension Float16: TensorElement {
    /// `DT_HALF`.
    public static var tensorDType: DataType { .half }
}
#endif

extension Bool: TensorElement {
    /// `DT_BOOL`.
    public static var tensorDType: DataType { .bool }
}

extension Int8: TensorElement {
    /// `DT_INT8`.
    public static var tensorDType: DataType { .int8 }
}

extension UInt8: TensorElement {
    /// `DT_UINT8`.
    public static var tensorDType: DataType { .uint8 }
}

extension Int16: TensorElement {
    /// `DT_INT16`.
    public static var tensorDType: DataType { .int16 }
}

extension UInt16: TensorElement {
    /// `DT_UINT16`.
    public static var tensorDType: DataType { .uint16 }
}

extension Int32: TensorElement {
    /// `DT_INT32`.
    public static var tensorDType: DataType { .int32 }
}

extension UInt32: TensorElement {
    /// `DT_UINT32`.
    public static var tensorDType: DataType { .uint32 }
}

extension Int64: TensorElement {
    /// `DT_INT64`.
    public static var tensorDType: DataType { .int64 }
}

extension UInt64: TensorElement {
    /// `DT_UINT64`.
    public static var tensorDType: DataType { .uint64 }
}

extension Int: TensorElement {
    /// `DT_INT64`; `DT_INT32` where it has 32 bits.
    public static var tensorDType: DataType {
        #if _pointerBitWidth(_32)
        .int32
        #else
        .int64
        #endif
    }
}

extension UInt: TensorElement {
    /// `DT_UINT64`; `DT_UINT32` where it has 32 bits.
    public static var tensorDType: DataType {
        #if _pointerBitWidth(_32)
        .uint32
        #else
        .uint64
        #endif
    }
}
