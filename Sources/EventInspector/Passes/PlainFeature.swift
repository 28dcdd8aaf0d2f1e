internal import TensorBoardEvents

/// A feature of floats as TensorFlow lays it out: the name, then one packed list, and nothing else.
///
/// Nearly all are like that; to take them apart in one go saves half of the walk.
struct PlainFeature {
    let name: UnsafeRawBufferPointer
    let floats: UnsafeRawBufferPointer

    /// Takes a map's entry apart; nil where it is laid out otherwise, whatever that may mean.
    @inline(__always)
    init?(_ entry: UnsafeRawBufferPointer) {
        var rest = entry
        guard let name = Self.take(ExampleField.Map.key, from: &rest),
            var value = Self.take(ExampleField.Map.value, from: &rest), rest.isEmpty,
            var list = Self.take(ExampleField.Feature.floats, from: &value), value.isEmpty,
            let floats = Self.take(ExampleField.List.value, from: &list), list.isEmpty,
            floats.count % 4 == 0
        else { return nil }
        self.name = name
        self.floats = floats
    }

    /// Takes a delimited field of this number and of less than 2 MiB from the front.
    @inline(__always)
    private static func take(
        _ number: Int,
        from bytes: inout UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer? {
        guard bytes.count >= 2, bytes[0] == UInt8(number << 3) | WireType.delimited.rawValue else {
            return nil
        }
        var length = Int(bytes[1])
        var start = 2
        if length >= 0x80 {
            guard bytes.count >= 4 else { return nil }
            length = length & 0x7f | Int(bytes[2] & 0x7f) << 7
            start = 3
            if bytes[2] >= 0x80 {
                guard bytes[3] < 0x80 else { return nil }
                length |= Int(bytes[3]) << 14
                start = 4
            }
        }
        guard bytes.count - start >= length else { return nil }
        defer { bytes = UnsafeRawBufferPointer(rebasing: bytes[(start + length)...]) }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<(start + length)])
    }
}
