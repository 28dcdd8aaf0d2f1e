/// An integer in one to ten bytes, seven bits in each, lowest first.
///
/// See "Base 128 Varints" in the encoding chapter of protobuf's documentation.
@usableFromInline
package enum Varint {
    /// Reads a number, and moves `next` past it.
    ///
    /// - Returns: The number; `nil` if it is truncated or longer than ten bytes.
    @inlinable @inline(__always)
    package static func read(
        _ next: inout UnsafeRawPointer,
        upTo end: UnsafeRawPointer
    ) -> UInt64? {
        guard next < end else { return nil }
        // Nearly all keys, lengths and small values are one byte long.
        let first = next.load(as: UInt8.self)
        guard first >= 0x80 else {
            next += 1
            return UInt64(first)
        }
        return readLong(&next, upTo: end)
    }

    /// Reads a number that is known not to end with its first byte.
    @inlinable
    package static func readLong(
        _ next: inout UnsafeRawPointer,
        upTo end: UnsafeRawPointer
    ) -> UInt64? {
        var number = PartialVarint()
        while next < end {
            let byte = next.load(as: UInt8.self)
            next += 1
            if let value = number.append(byte) { return value }
            if number.isTooLong { return nil }
        }
        return nil
    }

    /// Calls a function with the bytes of a number, in order.
    @inlinable @inline(__always)
    package static func write(_ value: UInt64, to byte: (UInt8) -> Void) {
        var rest = value
        while rest >= 0x80 {
            byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        byte(UInt8(truncatingIfNeeded: rest))
    }

    /// The length of a number in bytes.
    @inlinable @inline(__always)
    package static func byteCount(of value: UInt64) -> Int {
        value < 0x80 ? 1 : (70 - value.leadingZeroBitCount) / 7
    }
}

/// The bytes of a varint so far.
@usableFromInline
package struct PartialVarint {
    @usableFromInline var value: UInt64 = 0
    @usableFromInline var shift: UInt64 = 0

    @inlinable @inline(__always)
    package init() {}

    /// Whether there are no bytes yet.
    @inlinable @inline(__always)
    package var isEmpty: Bool { shift == 0 }

    /// Whether there are ten bytes, which hold any number, and none of them is the last.
    @inlinable @inline(__always)
    package var isTooLong: Bool { shift >= 70 }

    /// Appends a byte; the number must not be too long.
    ///
    /// - Returns: The number, if this is its last byte.
    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) -> UInt64? {
        // Bits beyond 64 are dropped, as protobuf's own decoders do.
        value |= UInt64(byte & 0x7f) &<< shift
        shift &+= 7
        return byte < 0x80 ? value : nil
    }
}
