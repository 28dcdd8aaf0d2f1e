/// The head of a serialized `TensorProto`: the type and arrangement of its numbers.
package struct TensorView {
    /// The element type on the wire; `DT_INVALID` if absent.
    package private(set) var dtype = DataType.invalid
    /// Whether `dtype` occurs more than once.
    package private(set) var hasRepeatedFields = false
    /// Whether the message is malformed; the fields before the error are kept.
    package private(set) var isMalformed: Bool

    /// The whole message, for walking its values.
    package let message: UnsafeRawBufferPointer

    /// Reads the head of a tensor; `shape` receives the dimensions, so that its memory is reused.
    package init(_ message: UnsafeRawBufferPointer, shape: inout TensorShape) {
        self.message = message
        shape.removeAll()
        var reader = WireReader(message)
        var shapeIsWhole = true
        var dtypeCount = 0
        while reader.advance() {
            switch (reader.fieldNumber, reader.wireType) {
            case (FieldNumber.Tensor.dtype, .varint):
                dtype = DataType(wire: reader.bits)
                dtypeCount += 1
            case (FieldNumber.Tensor.shape, .delimited):
                // A shape in several pieces is merged: its dimensions concatenate.
                shapeIsWhole = shape.merge(reader.bytes) && shapeIsWhole
            default: continue
            }
        }
        hasRepeatedFields = dtypeCount > 1
        isMalformed = reader.isMalformed || !shapeIsWhole
    }
}
