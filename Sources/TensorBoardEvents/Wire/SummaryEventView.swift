/// A serialized `Event` of nothing but a time, a step and, at its end, a summary.
///
/// Nearly all events of all writers are of this shape, so it is recognised by its bytes, without a
/// walk. What is shaped otherwise, however little, is left to ``EventView``; of what is recognised
/// both say the same.
@usableFromInline
package struct SummaryEventView {
    /// Seconds since 1970.
    @usableFromInline package let wallTime: Double
    /// The step; 0 where none was written.
    @usableFromInline package let step: Int64
    /// The serialized `Summary`.
    @usableFromInline package let summary: UnsafeRawBufferPointer

    @inlinable @inline(__always)
    init(wallTime: Double, step: Int64, summary: UnsafeRawBufferPointer) {
        self.wallTime = wallTime
        self.step = step
        self.summary = summary
    }

    /// Recognises an event; nil when it has to be walked.
    @inlinable @inline(__always)
    package static func recognize(_ event: UnsafeRawBufferPointer) -> SummaryEventView? {
        var rest = RecognizedBytes(event)
        guard rest.skip(0x09), let wallTime = rest.fixed64() else { return nil }
        var step: UInt64 = 0
        if rest.skip(0x10) {
            guard let varint = rest.varint() else { return nil }
            step = varint
        }
        guard rest.skip(0x2a), let summary = rest.delimited(), rest.isEmpty else { return nil }
        return SummaryEventView(
            wallTime: Double(bitPattern: wallTime),
            step: Int64(bitPattern: step),
            summary: summary
        )
    }
}

/// A serialized `Summary.Value` of a tag and one 32-bit float, as the common writers lay it out.
///
/// The float is a `simple_value`, or a tensor as TensorFlow 2 and PyTorch's `new_style` write it.
/// What is laid out otherwise is left to ``ValueView``.
@usableFromInline
package struct ScalarValueView {
    @usableFromInline package let tag: UnsafeRawBufferPointer
    @usableFromInline package let bits: UInt32
    /// Whether it is a tensor, and no `simple_value`.
    @usableFromInline package let isTensor: Bool
    /// The serialized `SummaryMetadata`; empty where none was written.
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

    /// Recognises a value; nil when it has to be walked.
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

/// What is left of bytes that are compared with a shape.
@usableFromInline
package struct RecognizedBytes {
    @usableFromInline var next: UnsafeRawPointer
    @usableFromInline let end: UnsafeRawPointer

    @inlinable @inline(__always)
    package init(_ bytes: UnsafeRawBufferPointer) {
        // An empty buffer may have no address; any will do, it is never read.
        let start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
        next = start
        end = start + bytes.count
    }

    @inlinable
    package var isEmpty: Bool { next == end }

    /// The bytes that are left.
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

    /// Skips all of a `DT_FLOAT` tensor without dimensions but for its element.
    ///
    /// The element is the `tensor_content`, or a packed `float_val`.
    @inlinable @inline(__always)
    package mutating func skipTensorHead() -> Bool {
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

    /// A number of at most four bytes, of which each but the last says that there are more.
    @inlinable @inline(__always)
    package mutating func varint() -> UInt64? {
        guard next < end else { return nil }
        let first = next.load(as: UInt8.self)
        if first < 0x80 {
            next += 1
            return UInt64(first)
        }
        return longVarint()
    }

    @inlinable
    mutating func longVarint() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while next < end, shift < 28 {
            let byte = next.load(as: UInt8.self)
            next += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    /// A length and as many bytes.
    @inlinable @inline(__always)
    package mutating func delimited() -> UnsafeRawBufferPointer? {
        guard let length = varint(), length <= UInt64(end - next) else { return nil }
        defer { next += Int(length) }
        return UnsafeRawBufferPointer(start: next, count: Int(length))
    }
}
