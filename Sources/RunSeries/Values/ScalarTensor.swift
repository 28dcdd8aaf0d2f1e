internal import TensorBoardEvents

/// A tensor of rank 0, read as one number.
enum ScalarTensor {
    /// Whether a serialized tensor is one number.
    static func isScalar(_ message: UnsafeRawBufferPointer) -> Bool {
        var shape = TensorShape()
        let view = TensorView(message, shape: &shape)
        guard shape.dimensions.isEmpty, !view.isMalformed else { return false }
        return number(of: message, dtype: view.dtype.dereferenced) != nil
    }

    /// The number in a serialized tensor, and its type; `nil` if it is not one number.
    static func read(_ message: UnsafeRawBufferPointer) -> (number: Double, dtype: DataType)? {
        var shape = TensorShape()
        let dtype = TensorView(message, shape: &shape).dtype.dereferenced
        // TensorBoard takes a tensor of one element, whatever its rank.
        guard shape.elementCount ?? 1 == 1 else { return nil }
        return number(of: message, dtype: dtype).map { ($0, dtype) }
    }

    private static func number(of message: UnsafeRawBufferPointer, dtype: DataType) -> Double? {
        if dtype == .complex64 || dtype == .complex128 { return nil }
        var count = 0
        var number = 0.0
        TensorNumbers(message, dtype: dtype).visit {
            number = $0
            count += 1
        }
        if count == 0 { return whole(in: message, dtype: dtype) }
        return count == 1 ? number : nil
    }

    /// The only element of a tensor of integers or truth values.
    private static func whole(in message: UnsafeRawBufferPointer, dtype: DataType) -> Double? {
        typealias Field = FieldNumber.Tensor
        var reader = WireReader(message)
        var found: Double?
        while reader.advance() {
            switch (reader.fieldNumber, reader.wireType) {
            case (Field.intValues, .varint), (Field.int64Values, .varint),
                (Field.uint32Values, .varint), (Field.uint64Values, .varint),
                (Field.boolValues, .varint):
                guard found == nil else { return nil }
                found = number(ofVarint: reader.bits, dtype)
            case (Field.intValues, .delimited), (Field.int64Values, .delimited),
                (Field.uint32Values, .delimited), (Field.uint64Values, .delimited),
                (Field.boolValues, .delimited):
                var varints = RecognizedBytes(reader.bytes)
                guard found == nil, let bits = varints.varint(), varints.isEmpty else { return nil }
                found = number(ofVarint: bits, dtype)
            case (Field.content, .delimited):
                guard found == nil else { return nil }
                found = number(ofContent: reader.bytes, dtype)
            default: continue
            }
        }
        // A tensor without elements is 0 repeated, as TensorFlow reads it.
        return found ?? (integers.contains(dtype) ? 0 : nil)
    }

    private static func number(ofVarint bits: UInt64, _ dtype: DataType) -> Double? {
        switch dtype {
        case .int8, .int16, .int32, .int64: Double(Int64(bitPattern: bits))
        case .uint8, .uint16, .uint32, .uint64, .bool: Double(bits)
        default: nil
        }
    }

    private static func number(
        ofContent bytes: UnsafeRawBufferPointer,
        _ dtype: DataType
    ) -> Double? {
        func load<Number: FixedWidthInteger>(_ type: Number.Type) -> Double? {
            guard bytes.count == MemoryLayout<Number>.size else { return nil }
            return Double(Number(littleEndian: bytes.loadUnaligned(as: type)))
        }
        return switch dtype {
        case .int8: load(Int8.self)
        case .int16: load(Int16.self)
        case .int32: load(Int32.self)
        case .int64: load(Int64.self)
        case .uint8, .bool: load(UInt8.self)
        case .uint16: load(UInt16.self)
        case .uint32: load(UInt32.self)
        case .uint64: load(UInt64.self)
        default: nil
        }
    }

    private static let integers: Set<DataType> = [
        .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool,
    ]
}
