/// A serialized `Summary.Value` of a tag and one 32-bit float, as the common writers lay it out.
///
/// The float is a `simple_value`, or a tensor as TensorFlow 2 and PyTorch's `new_style` write it.
/// Any other layout is left to ``ValueView``.
@usableFromInline
package struct ScalarValueView {
    @usableFromInline package let tag: UnsafeRawBufferPointer
    @usableFromInline package let bits: UInt32
    /// Whether it is a tensor, not a `simple_value`.
    @usableFromInline package let isTensor: Bool
    /// The serialized `SummaryMetadata`; empty if absent.
    @usableFromInline package let metadata: UnsafeRawBufferPointer

    @inlinable @inline(__always)
    init(
        tag: UnsafeRawBufferPointer,
        bits: UInt32,
        isTensor: Bool,
        metadata: UnsafeRawBufferPointer
    ) {
        self.tag = tag
        self.bits = bits
        self.isTensor = isTensor
        self.metadata = metadata
    }

    /// Recognizes a value; `nil` if it has to be walked.
    @inlinable @inline(__always)
    package static func recognize(_ value: UnsafeRawBufferPointer) -> ScalarValueView? {
        var rest = RecognizedBytes(value)
        guard rest.skip(0x0a), let tag = rest.delimited() else { return nil }
        let isTensor = !rest.skip(0x15)
        if isTensor, !rest.skipTensorHead() { return nil }
        guard let bits = rest.fixed32() else { return nil }
        var metadata = rest.bytes
        if !rest.isEmpty {
            guard rest.skip(0x4a), let found = rest.delimited(), rest.isEmpty else { return nil }
            metadata = found
        }
        return ScalarValueView(tag: tag, bits: bits, isTensor: isTensor, metadata: metadata)
    }
}

extension RecognizedBytes {
    /// Skips a `DT_FLOAT` tensor of rank 0, except for its element.
    ///
    /// The element is the `tensor_content`, or a packed `float_val`.
    @inlinable @inline(__always)
    mutating func skipTensorHead() -> Bool {
        guard end - next >= 10 else { return false }
        // The tensor's key and length, dtype, an empty shape, the element's key and length.
        switch UInt64(bigEndian: next.loadUnaligned(as: UInt64.self)) {
        case 0x420a_0801_1200_2204, 0x420a_0801_1200_2a04: next += 8
        // The same without a shape.
        case let word where word >> 16 == 0x4208_0801_2a04: next += 6
        case let word where word >> 16 == 0x4208_0801_2204: next += 6
        default: return false
        }
        return true
    }
}
