internal import TensorBoardEvents

/// A feature of floats as TensorFlow lays it out: the name, then one packed list, and nothing else.
///
/// Nearly all are like that; decoding them in one go saves half of the walk.
struct PlainFeature {
    let name: UnsafeRawBufferPointer
    let floats: UnsafeRawBufferPointer

    /// Decodes a map's entry; `nil` if its layout differs, which proves nothing about it.
    @inline(__always)
    init?(_ entry: UnsafeRawBufferPointer) {
        var rest = RecognizedBytes(entry)
        guard let name = Self.delimited(ExampleField.Map.key, of: &rest),
            var value = Self.message(ExampleField.Map.value, of: &rest), rest.isEmpty,
            var list = Self.message(ExampleField.Feature.floats, of: &value), value.isEmpty,
            let floats = Self.delimited(ExampleField.List.value, of: &list), list.isEmpty,
            floats.count % 4 == 0
        else { return nil }
        self.name = name
        self.floats = floats
    }

    /// Reads a delimited field, if it is the next one and has this number.
    @inline(__always)
    private static func delimited(
        _ number: Int,
        of bytes: inout RecognizedBytes
    ) -> UnsafeRawBufferPointer? {
        guard bytes.skip(UInt8(number << 3) | WireType.delimited.rawValue) else { return nil }
        return bytes.delimited()
    }

    @inline(__always)
    private static func message(
        _ number: Int,
        of bytes: inout RecognizedBytes
    ) -> RecognizedBytes? {
        delimited(number, of: &bytes).map { RecognizedBytes($0) }
    }
}
