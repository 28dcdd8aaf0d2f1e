// SIMD vectors: their numbers are copied, since those of three have a gap after them.

extension SIMD where Scalar: TensorElement {
    /// One dimension: the number of scalars.
    public var tensorShape: [Int] { [scalarCount] }
    /// The type of the scalars.
    public var tensorDType: DataType { Scalar.tensorDType }

    /// Calls `body` with a copy of the scalars.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try indices.map { self[$0] }.withUnsafeBytes(body)
    }

    /// The type of the scalars.
    public static var tensorDType: DataType { Scalar.tensorDType }

    /// The number of vectors, and that of the scalars of each.
    public static func tensorShape(of components: UnsafeBufferPointer<Self>) -> [Int] {
        [components.count, scalarCount]
    }

    /// Calls `body` with a copy of all scalars.
    public static func withTensorBytes<Result>(
        of components: UnsafeBufferPointer<Self>,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        var scalars: [Scalar] = []
        scalars.reserveCapacity(components.count * scalarCount)
        for vector in components {
            for index in vector.indices { scalars.append(vector[index]) }
        }
        return try scalars.withUnsafeBytes(body)
    }
}

extension SIMD2: TensorSource, TensorComponent where Scalar: TensorElement {}
extension SIMD3: TensorSource, TensorComponent where Scalar: TensorElement {}
extension SIMD4: TensorSource, TensorComponent where Scalar: TensorElement {}
extension SIMD8: TensorSource, TensorComponent where Scalar: TensorElement {}
extension SIMD16: TensorSource, TensorComponent where Scalar: TensorElement {}
extension SIMD32: TensorSource, TensorComponent where Scalar: TensorElement {}
extension SIMD64: TensorSource, TensorComponent where Scalar: TensorElement {}
