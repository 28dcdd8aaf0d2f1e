internal import CTensorBoardProto
internal import TensorBoardEvents

extension TensorProto {
    init(_ message: Tensorboard__TensorProto) {
        self.init(
            dtype: DataType(rawValue: Int32(bitPattern: message.dtype.rawValue)),
            shape: message.tensor_shape.map { TensorShape($0.pointee) } ?? TensorShape()
        )
        version = message.version_number
        content = message.tensor_content.bytes
        floatValues = Array(message.float_val, message.n_float_val)
        doubleValues = Array(message.double_val, message.n_double_val)
        intValues = Array(message.int_val, message.n_int_val)
        stringValues = Array(message.string_val, message.n_string_val).map(\.bytes)
        complex64Values = Array(message.scomplex_val, message.n_scomplex_val)
        int64Values = Array(message.int64_val, message.n_int64_val)
        boolValues = Array(message.bool_val, message.n_bool_val).map { $0 != 0 }
        complex128Values = Array(message.dcomplex_val, message.n_dcomplex_val)
        halfValues = Array(message.half_val, message.n_half_val)
        variantValues = Array(message.variant_val, message.n_variant_val) { Variant($0.pointee) }
        uint32Values = Array(message.uint32_val, message.n_uint32_val)
        uint64Values = Array(message.uint64_val, message.n_uint64_val)
        float8Values = message.float8_val.bytes
    }
}

extension TensorProto.Variant {
    fileprivate init(_ message: Tensorboard__VariantTensorDataProto) {
        self.init(
            typeName: message.type_name.text,
            metadata: message.metadata.bytes,
            tensors: Array(message.tensors, message.n_tensors) { TensorProto($0.pointee) }
        )
    }
}

extension TensorShape {
    fileprivate init(_ message: Tensorboard__TensorShapeProto) {
        self.init(
            Array(message.dim, message.n_dim) { $0.pointee.size },
            hasUnknownRank: message.unknown_rank != 0
        )
    }
}
