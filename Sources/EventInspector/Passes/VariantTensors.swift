internal import TensorBoardEvents

/// Yields the serialized tensors inside the variants of a serialized tensor.
struct VariantTensors {
    private var tensor: WireReader
    private var variant: WireReader?
    /// Whether a variant is truncated.
    private(set) var isMalformed = false

    /// protobuf's own limit on nesting.
    static let maximumDepth = 100

    init(_ message: UnsafeRawBufferPointer) {
        tensor = WireReader(message)
    }

    mutating func next() -> UnsafeRawBufferPointer? {
        while true {
            while variant?.advance() == true {
                if let variant, variant.wireType == .delimited,
                    variant.fieldNumber == FieldNumber.Variant.tensors
                {
                    return variant.bytes
                }
            }
            if variant?.isMalformed == true { isMalformed = true }
            guard advanceToVariant() else { return nil }
        }
    }

    private mutating func advanceToVariant() -> Bool {
        while tensor.advance() {
            if tensor.wireType == .delimited,
                tensor.fieldNumber == FieldNumber.Tensor.variantValues
            {
                variant = WireReader(tensor.bytes)
                return true
            }
        }
        return false
    }
}
