internal import ClampedArithmetic
internal import TensorBoardEvents

/// The start of a serialized event that is too large to be read whole: its step, and the tag of its
/// first value.
///
/// Every writer puts these before the numbers.
struct RecordHead {
    private(set) var wallTime = 0.0
    private(set) var step: Int64 = 0
    private(set) var tag = UnsafeRawBufferPointer(start: nil, count: 0)
    private(set) var metadata: UnsafeRawBufferPointer?

    /// Reads as far as the bytes go; nil where they show no tag.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard
            let summary = Self.firstMessage(
                in: bytes,
                field: FieldNumber.Event.summary,
                before: {
                    switch $0 {
                    case (FieldNumber.Event.wallTime, .fixed64, let bits, _):
                        wallTime = Double(bitPattern: bits)
                    case (FieldNumber.Event.step, .varint, let bits, _):
                        step = Int64(bitPattern: bits)
                    default: break
                    }
                }
            ),
            let value = Self.firstMessage(
                in: summary,
                field: FieldNumber.Summary.value,
                before: { _ in }
            )
        else { return nil }
        _ = Self.firstMessage(in: value, field: FieldNumber.Value.tensor) {
            switch $0 {
            case (FieldNumber.Value.tag, .delimited, _, let bytes): tag = bytes
            case (FieldNumber.Value.metadata, .delimited, _, let bytes): metadata = bytes
            default: break
            }
        }
        guard tag.count > 0 else { return nil }
    }

    private typealias Field = (Int, WireType, UInt64, UnsafeRawBufferPointer)

    /// What is there of the first message of a field, cut short where the bytes end.
    private static func firstMessage(
        in bytes: UnsafeRawBufferPointer,
        field: Int,
        before: (Field) -> Void
    ) -> UnsafeRawBufferPointer? {
        var varints = VarintReader(bytes)
        while let key = varints.next() {
            guard let wireType = WireType(rawValue: UInt8(truncatingIfNeeded: key & 7)),
                let number = Int(exactly: key >> 3)
            else { return nil }
            var bits: UInt64 = 0
            var piece = UnsafeRawBufferPointer(start: nil, count: 0)
            switch wireType {
            case .varint:
                guard let value = varints.next() else { return nil }
                bits = value
            case .fixed64:
                guard let value = varints.nextFixed(byteCount: 8) else { return nil }
                bits = value
            case .fixed32:
                guard let value = varints.nextFixed(byteCount: 4) else { return nil }
                bits = value
            case .delimited:
                guard let length = varints.next() else { return nil }
                let rest = bytes[varints.consumed...]
                if number == field {
                    return UnsafeRawBufferPointer(rebasing: rest.prefix(Int(clamping: length)))
                }
                guard length <= UInt64(rest.count) else { return nil }
                piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Int(clamping: length)))
                varints.skip(piece.count)
            case .startGroup, .endGroup: return nil
            }
            before((number, wireType, bits, piece))
        }
        return nil
    }
}
