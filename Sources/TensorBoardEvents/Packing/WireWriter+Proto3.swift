/// Fields outside of a `oneof`, which proto3 leaves out where they hold the default.
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
}
