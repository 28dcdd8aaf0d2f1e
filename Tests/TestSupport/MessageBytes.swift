/// Builds serialized messages by hand, also ones that no writer would make.
///
/// ```swift
/// let event: [UInt8] = .fields(.double(1, 2.5), .varint(2, 7), .text(3, "brain.Event:2"))
/// ```
extension [UInt8] {
    package static func varint(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    package static func key(_ number: Int, _ wireType: Int) -> [UInt8] {
        varint(UInt64(number << 3 | wireType))
    }

    package static func varint(_ number: Int, _ value: Int) -> [UInt8] {
        key(number, 0) + varint(UInt64(bitPattern: Int64(value)))
    }

    package static func double(_ number: Int, _ value: Double) -> [UInt8] {
        key(number, 1) + Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { [UInt8]($0) }
    }

    package static func float(_ number: Int, _ value: Float) -> [UInt8] {
        key(number, 5) + Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { [UInt8]($0) }
    }

    package static func message(_ number: Int, _ parts: [UInt8]...) -> [UInt8] {
        let body = parts.flatMap { $0 }
        return key(number, 2) + varint(UInt64(body.count)) + body
    }

    /// A whole message.
    package static func fields(_ fields: [UInt8]...) -> [UInt8] { fields.flatMap { $0 } }

    package static func text(_ number: Int, _ text: String) -> [UInt8] {
        message(number, [UInt8](text.utf8))
    }
}
