/// A tensor as it stands on the wire.
///
/// The elements, in row-major order, are in ``content`` or in the one array of values that goes
/// with ``dtype``. Not all writers keep to that, so nothing is converted here. The corresponding
/// protobuf message is `tensorboard.TensorProto`; its resource handles hold no numbers and are
/// left out.
///
/// ```swift
/// let scalar = TensorProto(dtype: .float)
/// print(scalar.shape.dimensions, scalar.floatValues)    // [] []
/// ```
public struct TensorProto: Hashable, Sendable {
    /// The element type.
    public var dtype: DataType
    /// The dimensions; of rank 0 where none were written.
    public var shape: TensorShape
    /// The version of the format, always 0.
    public var version: Int32 = 0
    /// The elements' little-endian bytes; where not empty, they win over the arrays of values.
    public var content: [UInt8] = []

    /// Elements of `DT_FLOAT`; fewer than the shape asks for means that the last is repeated.
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
    /// The bits of `DT_HALF` and `DT_BFLOAT16`; PyTorch puts the bits of 32-bit floats here.
    public var halfValues: [Int32] = []
    /// Elements of `DT_VARIANT`.
    public var variantValues: [Variant] = []
    /// Elements of `DT_UINT32`.
    public var uint32Values: [UInt32] = []
    /// Elements of `DT_UINT64`.
    public var uint64Values: [UInt64] = []
    /// The bits of 8-bit floats, one byte each.
    public var float8Values: [UInt8] = []

    /// Makes a tensor without elements.
    public init(dtype: DataType, shape: TensorShape = TensorShape()) {
        self.dtype = dtype
        self.shape = shape
    }

    /// An element of a `DT_VARIANT` tensor: a type's name, and tensors that make up the value.
    public struct Variant: Hashable, Sendable {
        /// The type, as its C++ class registers it.
        public var typeName: String
        /// What the type alone understands.
        public var metadata: [UInt8]
        /// The tensors.
        public var tensors: [TensorProto]

        /// Makes a variant.
        public init(typeName: String, metadata: [UInt8], tensors: [TensorProto]) {
            self.typeName = typeName
            self.metadata = metadata
            self.tensors = tensors
        }
    }
}
