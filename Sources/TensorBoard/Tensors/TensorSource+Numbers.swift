extension TensorSource {
    /// The number of elements of the shape; `nil` if the shape is invalid.
    var elementCount: Int? {
        TensorShape(tensorShape.map(Int64.init)).elementCount
    }

    /// All elements as floats, whatever their type; complex numbers by their real parts.
    ///
    /// - Returns: `nil` for types that are not numbers.
    func floats() -> [Float]? {
        withTensorBytes { bytes in
            switch tensorDType {
            case .float: [Float](loading: Float.self, from: bytes) { $0 }
            case .double: [Float](loading: Double.self, from: bytes) { Float($0) }
            case .half: [Float](loading: UInt16.self, from: bytes, SmallFloat.half)
            case .bfloat16: [Float](loading: UInt16.self, from: bytes, SmallFloat.bfloat16)
            case .uint8: bytes.map { Float($0) }
            case .bool: bytes.map { $0 == 0 ? 0 : 1 }
            case .int8: [Float](loading: Int8.self, from: bytes) { Float($0) }
            case .int16: [Float](loading: Int16.self, from: bytes) { Float($0) }
            case .uint16: [Float](loading: UInt16.self, from: bytes) { Float($0) }
            case .int32: [Float](loading: Int32.self, from: bytes) { Float($0) }
            case .uint32: [Float](loading: UInt32.self, from: bytes) { Float($0) }
            case .int64: [Float](loading: Int64.self, from: bytes) { Float($0) }
            case .uint64: [Float](loading: UInt64.self, from: bytes) { Float($0) }
            case .complex64:
                [Float](loading: UInt64.self, from: bytes) {
                    Float(bitPattern: UInt32(truncatingIfNeeded: $0))
                }
            case .complex128: [Float](loading: (Double, Double).self, from: bytes) { Float($0.0) }
            default: SmallFloat.Float8(tensorDType).map { type in bytes.map(type.value) }
            }
        }
    }
}

extension TensorSource {
    /// All elements as doubles, for integers that a float would round.
    ///
    /// - Returns: `nil` for other types.
    func doubles() -> [Double]? {
        withTensorBytes { bytes in
            switch tensorDType {
            case .int32: [Double](loading: Int32.self, from: bytes) { Double($0) }
            case .uint32: [Double](loading: UInt32.self, from: bytes) { Double($0) }
            case .int64: [Double](loading: Int64.self, from: bytes) { Double($0) }
            case .uint64: [Double](loading: UInt64.self, from: bytes) { Double($0) }
            default: nil
            }
        }
    }
}

extension Array where Element: BinaryFloatingPoint {
    /// Reads elements of any alignment; a truncated one at the end is left out.
    fileprivate init<Stored: BitwiseCopyable>(
        loading type: Stored.Type,
        from bytes: UnsafeRawBufferPointer,
        _ value: (Stored) -> Element
    ) {
        let size = MemoryLayout<Stored>.size
        self = (0..<bytes.count / size).map { index in
            value(bytes.loadUnaligned(fromByteOffset: index * size, as: Stored.self))
        }
    }
}
