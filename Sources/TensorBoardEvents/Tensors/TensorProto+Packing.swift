extension TensorProto {
    package func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Tensor
        message.scalar(Field.dtype, Int64(dtype.rawValue))
        // Some readers treat a tensor without a shape as absent; see
        // TensorBoard's `data/server/data_compat.rs`.
        message.message(Field.shape) { shape.pack(into: &$0) }
        message.scalar(Field.version, Int64(version))
        message.blob(Field.content, content)
        message.packed(Field.floatValues, numbers: floatValues)
        message.packed(Field.doubleValues, numbers: doubleValues)
        message.packed(Field.intValues, varints: intValues.lazy.map(Self.wire))
        for string in stringValues { message.delimited(Field.stringValues, string) }
        message.packed(Field.complex64Values, numbers: complex64Values)
        message.packed(Field.int64Values, varints: int64Values.lazy.map(UInt64.init(bitPattern:)))
        message.packed(Field.boolValues, varints: boolValues.lazy.map { $0 ? 1 : 0 })
        message.packed(Field.complex128Values, numbers: complex128Values)
        message.packed(Field.halfValues, varints: halfValues.lazy.map(Self.wire))
        for variant in variantValues {
            message.message(Field.variantValues) { variant.pack(into: &$0) }
        }
        message.packed(Field.uint32Values, varints: uint32Values.lazy.map(UInt64.init))
        message.packed(Field.uint64Values, varints: uint64Values)
        message.blob(Field.float8Values, float8Values)
    }

    /// Protobuf extends an int32's sign to 64 bits.
    private static func wire(_ value: Int32) -> UInt64 {
        UInt64(bitPattern: Int64(value))
    }
}

extension TensorProto.Variant {
    fileprivate func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Variant
        message.text(Field.typeName, typeName)
        message.blob(Field.metadata, metadata)
        for tensor in tensors { message.message(Field.tensors) { tensor.pack(into: &$0) } }
    }
}

extension TensorShape {
    package func pack(into message: inout WireWriter) {
        typealias Field = FieldNumber.Shape
        for size in dimensions {
            message.message(Field.dimension) { $0.scalar(Field.size, size) }
        }
        message.scalar(Field.unknownRank, hasUnknownRank)
    }
}
