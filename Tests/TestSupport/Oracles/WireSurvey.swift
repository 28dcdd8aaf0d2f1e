/// Finds in a serialized event whatever the walk and libprotobuf-c may judge differently.
///
/// A third reader of the wire format, slow and plain, that shares no code with the other two.
package struct WireSurvey {
    /// A way in which a message is out of the ordinary.
    package enum Oddity: Hashable, Sendable {
        /// The message breaks off or cannot be right, where the walk looks.
        case broken
        /// The same, in a message or in packed numbers that the walk does not look into.
        case brokenUnseen
        /// A group: protobuf skips it, libprotobuf-c refuses the message.
        case group
        /// A known field of another wire type: protobuf takes it for unknown, libprotobuf-c
        /// refuses the message.
        case wrongWireType
        /// A key or a length on more than five bytes, a packed bool above 1: libprotobuf-c refuses
        /// the message.
        case longForm
        /// A field number of 0, or beyond 2^29 - 1: the walk refuses the message, as protobuf does;
        /// libprotobuf-c takes the field for unknown, but refuses a key of one zero byte.
        case reservedNumber
        /// More dimensions than TensorFlow allows: the walk refuses the shape.
        case highRank
        /// A bool of any wire type, or in more bits than 64: libprotobuf-c takes it for a bool.
        case laxBool
        /// A field that may stand once, or a `oneof`, stands more often: libprotobuf-c merges
        /// neither as protobuf does.
        case repeatedField
    }

    package private(set) var oddities: Set<Oddity> = []
    /// Bytes of the longest shape of a tensor.
    package private(set) var longestShape = 0

    package init(_ message: [UInt8], as type: MessageType = .event) {
        survey(message[...], as: type, isSeen: true)
    }

    private mutating func survey(_ message: ArraySlice<UInt8>, as type: MessageType, isSeen: Bool) {
        let isSeen = isSeen && type.isWalked
        if type == .shape { longestShape = max(longestShape, message.count) }
        var rest = message
        var seen: Set<Int> = []
        while !rest.isEmpty {
            guard let key = Self.takeVarint(from: &rest) else { return noteBreak(isSeen) }
            if key.byteCount > 5 { oddities.insert(.longForm) }
            let number = Int(truncatingIfNeeded: key.value >> 3)
            if !(1...0x1fff_ffff).contains(key.value >> 3) {
                oddities.insert(isSeen ? .reservedNumber : .brokenUnseen)
            }
            var bytes = ArraySlice<UInt8>()
            var varint: (value: UInt64, byteCount: Int)?
            switch key.value & 7 {
            case 0:
                varint = Self.takeVarint(from: &rest)
                guard varint != nil else { return noteBreak(isSeen) }
            case 1: guard Self.take(8, from: &rest) != nil else { return noteBreak(isSeen) }
            case 5: guard Self.take(4, from: &rest) != nil else { return noteBreak(isSeen) }
            case 2:
                guard let length = Self.takeVarint(from: &rest), length.value <= UInt64(rest.count),
                    let taken = Self.take(Int(length.value), from: &rest)
                else { return noteBreak(isSeen) }
                if length.byteCount > 5 { oddities.insert(.longForm) }
                bytes = taken
            case 3:
                // What follows is read differently by each; no need to look on.
                oddities.insert(.group)
                return
            default: return noteBreak(isSeen)
            }
            guard let field = type.fields[number] else { continue }
            note(field, number, wireType: key.value & 7, varint?.byteCount ?? 0, bytes, isSeen)
            switch field {
            case .many:
                if type == .shape, number == 2 { countDimension(&seen) }
            case .one, .choice:
                let slot = if case .choice = field { 0 } else { number }
                if !seen.insert(slot).inserted { oddities.insert(.repeatedField) }
            }
        }
    }

    private mutating func note(
        _ field: MessageType.Field,
        _ number: Int,
        wireType: UInt64,
        _ varintByteCount: Int,
        _ bytes: ArraySlice<UInt8>,
        _ isSeen: Bool
    ) {
        let isPacked = if case .many = field { wireType == 2 } else { false }
        switch field.kind {
        case .varint where isPacked:
            var rest = bytes
            while !rest.isEmpty {
                guard Self.takeVarint(from: &rest) != nil else { return noteBreak(false) }
            }
        case .fixed32 where isPacked:
            if !bytes.count.isMultiple(of: 4) { noteBreak(false) }
        case .fixed64 where isPacked:
            if !bytes.count.isMultiple(of: 8) { noteBreak(false) }
        case .bool where isPacked:
            if bytes.contains(where: { $0 > 1 }) { oddities.insert(.longForm) }
        case .bool:
            if wireType != 0 || varintByteCount == 10 { oddities.insert(.laxBool) }
        case .varint: if wireType != 0 { oddities.insert(.wrongWireType) }
        case .fixed64: if wireType != 1 { oddities.insert(.wrongWireType) }
        case .fixed32: if wireType != 5 { oddities.insert(.wrongWireType) }
        case .bytes: if wireType != 2 { oddities.insert(.wrongWireType) }
        case .message(let type):
            if wireType != 2 {
                oddities.insert(.wrongWireType)
            } else {
                survey(bytes, as: type, isSeen: isSeen)
            }
        }
    }

    private mutating func noteBreak(_ isSeen: Bool) {
        oddities.insert(isSeen ? .broken : .brokenUnseen)
    }

    /// Uses slots that no field has, one for each dimension.
    private mutating func countDimension(_ seen: inout Set<Int>) {
        seen.insert(-1 - seen.count)
        if seen.count(where: { $0 < 0 }) > 254 { oddities.insert(.highRank) }
    }

    private static func take(
        _ count: Int,
        from rest: inout ArraySlice<UInt8>
    ) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static func takeVarint(
        from rest: inout ArraySlice<UInt8>
    ) -> (value: UInt64, byteCount: Int)? {
        var value: UInt64 = 0
        for (index, byte) in rest.prefix(10).enumerated() {
            value |= UInt64(byte & 0x7f) << UInt64(7 * index)
            if byte < 0x80 {
                rest = rest.dropFirst(index + 1)
                return (value, index + 1)
            }
        }
        return nil
    }
}
