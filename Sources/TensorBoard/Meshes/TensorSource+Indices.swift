extension TensorSource {
    /// All elements as indices, `nil` if the type is not a number; elements that are not indices
    /// become -1.
    func pointIndices() -> [Int32]? {
        withTensorBytes { bytes in
            // Floats would round the larger integers.
            switch tensorDType {
            case .int32: Self.load(Int32.self, from: bytes)
            case .uint32: Self.load(UInt32.self, from: bytes)
            case .int64: Self.load(Int64.self, from: bytes)
            case .uint64: Self.load(UInt64.self, from: bytes)
            default: nil
            }
        } ?? floats()?.map { Int32(exactly: $0) ?? -1 }
    }

    private static func load<Stored: FixedWidthInteger & BitwiseCopyable>(
        _ type: Stored.Type,
        from bytes: UnsafeRawBufferPointer
    ) -> [Int32]? {
        let size = MemoryLayout<Stored>.size
        return (0..<bytes.count / size).map { index in
            let stored = bytes.loadUnaligned(fromByteOffset: index * size, as: Stored.self)
            return Int32(exactly: stored) ?? -1
        }
    }
}

extension DataType {
    /// Whether numbers of this type have a fraction.
    var isFloat: Bool {
        let floats: [DataType] = [.float, .double, .half, .bfloat16, .complex64, .complex128]
        return floats.contains(self) || SmallFloat.Float8(self) != nil
    }
}
