/// Walks the fields of one protobuf message in place, over bytes that are all in memory.
///
/// It follows protobuf's rules for the unknown: unknown fields and groups are skipped,
/// a field of an unexpected wire type counts as unknown. It stops at the first byte that cannot
/// be part of a message. See "Encoding" in the Protocol Buffers documentation.
///
/// The bytes must outlive the reader and every range that it returns; all readers live inside one
/// call that borrows the record reader's buffer.
package struct WireReader {
    private var next: UnsafeRawPointer
    private let end: UnsafeRawPointer

    /// Whether the message is truncated or invalid.
    package private(set) var isMalformed = false

    /// The number of the field just read.
    package private(set) var fieldNumber = 0
    /// The wire type of the field just read.
    package private(set) var wireType = WireType.varint
    /// The value of the field just read: a varint's, or the bits of a fixed32 or fixed64.
    package private(set) var bits: UInt64 = 0
    /// The bytes of the field just read, if it is length-delimited.
    package private(set) var bytes = UnsafeRawBufferPointer(start: nil, count: 0)

    package init(_ message: UnsafeRawBufferPointer) {
        // An empty buffer may have no address; any non-null one will do, it is never read.
        next = message.baseAddress ?? Self.nowhere
        end = next + message.count
    }

    /// The bytes after the field just read.
    package var rest: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: next, count: end - next)
    }

    /// Advances to the next field with a number that this schema could know.
    ///
    /// - Returns: False at the end of the message and at the first malformed byte.
    @inline(__always)
    package mutating func advance() -> Bool {
        guard next < end else { return false }
        guard let key = varint() else { return malformed() }
        let number = key >> 3
        guard number > 0, number <= 0x1fff_ffff,
            let type = WireType(rawValue: UInt8(truncatingIfNeeded: key & 7))
        else { return malformed() }
        fieldNumber = Int(truncatingIfNeeded: number)
        wireType = type
        switch type {
        case .varint:
            guard let value = varint() else { return malformed() }
            bits = value
        case .fixed64:
            guard end - next >= 8 else { return malformed() }
            bits = UInt64(littleEndian: next.loadUnaligned(as: UInt64.self))
            next += 8
        case .fixed32:
            guard end - next >= 4 else { return malformed() }
            bits = UInt64(UInt32(littleEndian: next.loadUnaligned(as: UInt32.self)))
            next += 4
        case .delimited:
            guard let length = varint(), length <= UInt64(end - next) else { return malformed() }
            bytes = UnsafeRawBufferPointer(start: next, count: Int(length))
            next += Int(length)
        case .startGroup:
            guard skipGroup(number: number) else { return malformed() }
        case .endGroup:
            return malformed()
        }
        return true
    }

    @inline(__always)
    private mutating func varint() -> UInt64? { Varint.read(&next, upTo: end) }

    @inline(never)
    private mutating func malformed() -> Bool {
        isMalformed = true
        next = end
        return false
    }

    /// Skips an unknown group by counting its nesting, so that no input can exhaust the stack.
    ///
    /// Group numbers inside are only checked to be balanced at the outermost level, which is
    /// where a mismatch would swallow known fields.
    @inline(never)
    private mutating func skipGroup(number: UInt64) -> Bool {
        var depth = 1
        while depth > 0 {
            guard let key = varint(), key >> 3 > 0,
                let type = WireType(rawValue: UInt8(truncatingIfNeeded: key & 7))
            else { return false }
            switch type {
            case .varint:
                guard varint() != nil else { return false }
            case .fixed64:
                guard end - next >= 8 else { return false }
                next += 8
            case .fixed32:
                guard end - next >= 4 else { return false }
                next += 4
            case .delimited:
                guard let length = varint(), length <= UInt64(end - next) else { return false }
                next += Int(length)
            case .startGroup:
                depth += 1
                guard depth <= Self.maximumGroupDepth else { return false }
            case .endGroup:
                depth -= 1
                if depth == 0 { return key >> 3 == number }
            }
        }
        return true
    }

    private static let maximumGroupDepth = 100
    private static var nowhere: UnsafeRawPointer {
        UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
    }
}

/// How a field's value is laid out.
package enum WireType: UInt8, Hashable, Sendable {
    case varint = 0
    case fixed64 = 1
    case delimited = 2
    case startGroup = 3
    case endGroup = 4
    case fixed32 = 5
}
