/// The remaining bytes of a message that is compared with a layout.
@usableFromInline
package struct RecognizedBytes {
    @usableFromInline var next: UnsafeRawPointer
    @usableFromInline let end: UnsafeRawPointer

    @inlinable @inline(__always)
    package init(_ bytes: UnsafeRawBufferPointer) {
        // An empty buffer may have no address; any address will do, since it is never read.
        let start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
        next = start
        end = start + bytes.count
    }

    @inlinable
    package var isEmpty: Bool { next == end }

    /// The remaining bytes.
    @inlinable
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: next, count: end - next)
    }

    /// Skips a byte, if it is the next one.
    @inlinable @inline(__always)
    package mutating func skip(_ byte: UInt8) -> Bool {
        guard next < end, next.load(as: UInt8.self) == byte else { return false }
        next += 1
        return true
    }

    @inlinable @inline(__always)
    package mutating func fixed32() -> UInt32? {
        guard end - next >= 4 else { return nil }
        defer { next += 4 }
        return UInt32(littleEndian: next.loadUnaligned(as: UInt32.self))
    }

    @inlinable @inline(__always)
    package mutating func fixed64() -> UInt64? {
        guard end - next >= 8 else { return nil }
        defer { next += 8 }
        return UInt64(littleEndian: next.loadUnaligned(as: UInt64.self))
    }

    /// Reads a number; see ``Varint``.
    @inlinable @inline(__always)
    package mutating func varint() -> UInt64? { Varint.read(&next, upTo: end) }

    /// Reads a length and that many bytes.
    @inlinable @inline(__always)
    package mutating func delimited() -> UnsafeRawBufferPointer? {
        guard let length = varint(), length <= UInt64(end - next) else { return nil }
        defer { next += Int(length) }
        return UnsafeRawBufferPointer(start: next, count: Int(length))
    }
}
