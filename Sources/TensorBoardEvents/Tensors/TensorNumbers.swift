/// The elements of a `TensorProto` in memory, as numbers.
///
/// The scan, which only counts, does without it.
package struct TensorNumbers {
    private let message: UnsafeRawBufferPointer
    private let dtype: DataType

    /// Creates a view of a serialized `TensorProto` of a known type.
    package init(_ message: UnsafeRawBufferPointer, dtype: DataType) {
        self.message = message
        self.dtype = dtype
    }

    /// Calls `body` with each element in order; with both parts of a complex one.
    package func visit(_ body: (Double) -> Void) {
        typealias Field = FieldNumber.Tensor
        var halves: [Int32] = []
        var reader = WireReader(message)
        while reader.advance() {
            switch (reader.fieldNumber, reader.wireType) {
            case (Field.content, .delimited): content(reader.bytes, body)
            case (Field.floatValues, .delimited), (Field.complex64Values, .delimited):
                floats(reader.bytes, body)
            case (Field.doubleValues, .delimited), (Field.complex128Values, .delimited):
                doubles(reader.bytes, body)
            case (Field.floatValues, .fixed32), (Field.complex64Values, .fixed32):
                body(Double(Float(bitPattern: UInt32(truncatingIfNeeded: reader.bits))))
            case (Field.doubleValues, .fixed64), (Field.complex128Values, .fixed64):
                body(Double(bitPattern: reader.bits))
            case (Field.float8Values, .delimited):
                if let type = SmallFloat.Float8(dtype) {
                    for byte in reader.bytes { body(Double(type.value(byte))) }
                }
            case (Field.halfValues, .delimited):
                var varints = RecognizedBytes(reader.bytes)
                while let value = varints.varint() {
                    halves.append(Int32(truncatingIfNeeded: value))
                }
            case (Field.halfValues, .varint):
                halves.append(Int32(truncatingIfNeeded: reader.bits))
            default: continue
            }
        }
        decode(halves, body)
    }

    private func content(_ bytes: UnsafeRawBufferPointer, _ body: (Double) -> Void) {
        switch dtype {
        case .float, .complex64: floats(bytes, body)
        case .double, .complex128: doubles(bytes, body)
        case .half, .bfloat16:
            for offset in stride(from: 0, through: bytes.count - 2, by: 2) {
                let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
                body(Double(small(UInt16(littleEndian: bits))))
            }
        default:
            guard let type = SmallFloat.Float8(dtype) else { return }
            for byte in bytes { body(Double(type.value(byte))) }
        }
    }

    private func floats(_ bytes: UnsafeRawBufferPointer, _ body: (Double) -> Void) {
        for offset in stride(from: 0, through: bytes.count - 4, by: 4) {
            let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            body(Double(Float(bitPattern: UInt32(littleEndian: bits))))
        }
    }

    private func doubles(_ bytes: UnsafeRawBufferPointer, _ body: (Double) -> Void) {
        for offset in stride(from: 0, through: bytes.count - 8, by: 8) {
            let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            body(Double(bitPattern: UInt64(littleEndian: bits)))
        }
    }

    /// PyTorch writes the bits of floats in the field of halves.
    private func decode(_ values: [Int32], _ body: (Double) -> Void) {
        let areFloats = values.contains { $0 > 0xffff || $0 < -0x8000 }
        for value in values {
            body(
                areFloats
                    ? Double(Float(bitPattern: UInt32(bitPattern: value)))
                    : Double(small(UInt16(truncatingIfNeeded: value)))
            )
        }
    }

    private func small(_ bits: UInt16) -> Float {
        dtype == .bfloat16 ? SmallFloat.bfloat16(bits) : SmallFloat.half(bits)
    }
}
