/// Writes protobuf fields, the counterpart of `WireReader`.
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Removes the fields and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    package mutating func varint(_ number: Int, _ value: UInt64) {
        key(number, .varint)
        rawVarint(value)
    }

    package mutating func fixed64(_ number: Int, _ value: UInt64) {
        key(number, .fixed64)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func fixed32(_ number: Int, _ value: UInt32) {
        key(number, .fixed32)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func double(_ number: Int, _ value: Double) {
        fixed64(number, value.bitPattern)
    }

    package mutating func float(_ number: Int, _ value: Float) {
        fixed32(number, value.bitPattern)
    }

    package mutating func delimited(_ number: Int, _ value: some Collection<UInt8>) {
        key(number, .delimited)
        rawVarint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// The key and the length of a length-delimited field, whose bytes follow.
    package mutating func head(_ number: Int, byteCount: Int) {
        key(number, .delimited)
        rawVarint(UInt64(byteCount))
    }

    /// Bytes that are fields already, or that follow ``head(_:byteCount:)``.
    package mutating func append(_ fields: some Collection<UInt8>) {
        bytes.append(contentsOf: fields)
    }

    /// A sub-message.
    package mutating func message(_ number: Int, _ body: (inout WireWriter) -> Void) {
        var nested = WireWriter()
        body(&nested)
        delimited(number, nested.bytes)
    }

    /// A packed array.
    package mutating func packed<Element: FixedWidthInteger>(
        _ number: Int,
        fixed elements: [Element]
    ) {
        key(number, .delimited)
        rawVarint(UInt64(elements.count * MemoryLayout<Element>.size))
        for element in elements {
            withUnsafeBytes(of: element.littleEndian) { bytes.append(contentsOf: $0) }
        }
    }

    package mutating func rawVarint(_ value: UInt64) {
        Varint.write(value) { bytes.append($0) }
    }

    private mutating func key(_ number: Int, _ type: WireType) {
        rawVarint(UInt64(number) << 3 | UInt64(type.rawValue))
    }
}

/// Fields outside of a `oneof`, which proto3 omits if they have the default value.
extension WireWriter {
    package mutating func scalar(_ number: Int, _ value: Int64) {
        if value != 0 { varint(number, UInt64(bitPattern: value)) }
    }

    package mutating func scalar(_ number: Int, _ value: Bool) {
        if value { varint(number, 1) }
    }

    /// Only +0 is the default.
    package mutating func scalar(_ number: Int, _ value: Double) {
        if value.bitPattern != 0 { double(number, value) }
    }

    /// Only +0 is the default.
    package mutating func scalar(_ number: Int, _ value: Float) {
        if value.bitPattern != 0 { float(number, value) }
    }

    package mutating func text(_ number: Int, _ value: String) {
        if !value.isEmpty { delimited(number, value.utf8) }
    }

    package mutating func blob(_ number: Int, _ value: [UInt8]) {
        if !value.isEmpty { delimited(number, value) }
    }

    /// A packed array of varints.
    package mutating func packed(_ number: Int, varints elements: some Collection<UInt64>) {
        guard !elements.isEmpty else { return }
        var nested = WireWriter()
        for element in elements { nested.rawVarint(element) }
        delimited(number, nested.bytes)
    }

    /// A packed array of floats; omitted if empty.
    package mutating func packed(_ number: Int, numbers: [Float]) {
        if !numbers.isEmpty { packed(number, fixed: numbers.map(\.bitPattern)) }
    }

    /// A packed array of doubles; omitted if empty.
    package mutating func packed(_ number: Int, numbers: [Double]) {
        if !numbers.isEmpty { packed(number, fixed: numbers.map(\.bitPattern)) }
    }
}
