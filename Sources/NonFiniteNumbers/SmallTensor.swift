package import TensorBoardEvents

/// A decoder for small tensors whose numbers have a meaning of their own.
package enum SmallTensor {
    /// The elements of a float or double tensor in file order; none for other types.
    package static func values(of message: UnsafeRawBufferPointer) -> [Double] {
        var shape = TensorShape()
        let dtype = TensorView(message, shape: &shape).dtype
        var reader = WireReader(message)
        var values: [Double] = []
        while reader.advance() {
            typealias Field = FieldNumber.Tensor
            switch (reader.fieldNumber, reader.wireType, dtype) {
            case (Field.content, .delimited, .double), (Field.doubleValues, .delimited, _):
                appendDoubles(reader.bytes, to: &values)
            case (Field.content, .delimited, .float), (Field.floatValues, .delimited, _):
                appendFloats(reader.bytes, to: &values)
            case (Field.doubleValues, .fixed64, _):
                values.append(Double(bitPattern: reader.bits))
            case (Field.floatValues, .fixed32, _):
                values.append(Double(Float(bitPattern: UInt32(truncatingIfNeeded: reader.bits))))
            default: continue
            }
        }
        return values
    }

    /// The rows of a `[k, 3]` tensor of floats or doubles; `nil` for any other.
    package static func rows(
        of message: UnsafeRawBufferPointer,
        _ shape: TensorShape
    ) -> HistogramRows? {
        guard shape.isRowsOfThree else { return nil }
        let values = values(of: message)
        guard !values.isEmpty, values.count == shape.elementCount else { return nil }
        var rows = HistogramRows()
        for value in values { rows.add(value) }
        return rows
    }

    private static func appendDoubles(_ bytes: UnsafeRawBufferPointer, to values: inout [Double]) {
        for offset in stride(from: 0, through: bytes.count - 8, by: 8) {
            let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            values.append(Double(bitPattern: UInt64(littleEndian: bits)))
        }
    }

    private static func appendFloats(_ bytes: UnsafeRawBufferPointer, to values: inout [Double]) {
        for offset in stride(from: 0, through: bytes.count - 4, by: 4) {
            let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            values.append(Double(Float(bitPattern: UInt32(littleEndian: bits))))
        }
    }
}

extension TensorShape {
    /// Whether the tensor has three columns.
    package var isRowsOfThree: Bool { dimensions.count == 2 && dimensions[1] == 3 }
}
