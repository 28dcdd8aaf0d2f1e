/// A tensor as stored on the wire.
///
/// The elements, in row-major order, are in ``content`` or in the one array of values that belongs
/// to ``dtype``. Not all writers comply, so nothing is converted here. The corresponding protobuf
/// message is `tensorboard.TensorProto`; its resource handles contain no numbers and are omitted.
///
/// ```swift
/// let scalar = TensorProto(dtype: .float)
/// print(scalar.shape.dimensions, scalar.floatValues)    // [] []
/// ```
public struct TensorProto: Hashable, Sendable {
    /// The element type.
    public var dtype: DataType
    /// The dimensions; rank 0 if absent.
    public var shape: TensorShape
    /// The version of the format, always 0.
    public var version: Int32 = 0
    /// The elements' little-endian bytes; if not empty, they override the arrays of values.
    public var content: [UInt8] = []

    /// Elements of `DT_FLOAT`; if fewer than the shape requires, the last is repeated.
    @ComparedByBits public var floatValues: [Float] = []
    /// Elements of `DT_DOUBLE`.
    @ComparedByBits public var doubleValues: [Double] = []
    /// Elements of `DT_INT32`, of the shorter integers and of the quantized ones.
    public var intValues: [Int32] = []
    /// Elements of `DT_STRING`.
    public var stringValues: [[UInt8]] = []
    /// Elements of `DT_COMPLEX64`: real and imaginary parts in turn.
    @ComparedByBits public var complex64Values: [Float] = []
    /// Elements of `DT_INT64`.
    public var int64Values: [Int64] = []
    /// Elements of `DT_BOOL`.
    public var boolValues: [Bool] = []
    /// Elements of `DT_COMPLEX128`: real and imaginary parts in turn.
    @ComparedByBits public var complex128Values: [Double] = []
    /// The bits of `DT_HALF` and `DT_BFLOAT16`; PyTorch stores the bits of 32-bit floats here.
    public var halfValues: [Int32] = []
    /// Elements of `DT_VARIANT`.
    public var variantValues: [Variant] = []
    /// Elements of `DT_UINT32`.
    public var uint32Values: [UInt32] = []
    /// Elements of `DT_UINT64`.
    public var uint64Values: [UInt64] = []
    /// The bits of 8-bit floats, one byte each.
    public var float8Values: [UInt8] = []

    /// Creates a tensor without elements.
    public init(dtype: DataType, shape: TensorShape = TensorShape()) {
        self.dtype = dtype
        self.shape = shape
    }

    /// An element of a `DT_VARIANT` tensor: a type's name, and tensors that make up the value.
    public struct Variant: Hashable, Sendable {
        /// The name under which the C++ class registers the type.
        public var typeName: String
        /// The type's own data.
        public var metadata: [UInt8]
        /// The tensors.
        public var tensors: [TensorProto]

        /// Creates a variant.
        public init(typeName: String, metadata: [UInt8], tensors: [TensorProto]) {
            self.typeName = typeName
            self.metadata = metadata
            self.tensors = tensors
        }
    }
}
