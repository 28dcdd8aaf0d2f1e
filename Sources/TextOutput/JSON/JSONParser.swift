/// Parses one JSON text, exactly as RFC 8259 defines it.
///
/// A duplicate key is an error, and so is deeper nesting than any report needs: the depth of the
/// recursion is bounded whatever the bytes.
package struct JSONParser {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private var valueCount = 0

    /// Our own lines have three levels.
    private static let depthLimit = 8

    /// The most values in a line.
    ///
    /// Ours have a thousand issues of three numbers each, a tensor's shape of at most 254 sizes,
    /// and a few dozen lines of evidence and notes. A value takes many times the memory of its
    /// text, so limiting the length of a line is not enough.
    private static let valueLimit = 1 << 16

    /// Parses all of the bytes.
    package static func value(of bytes: ArraySlice<UInt8>) throws(UnreadableLine) -> JSONValue {
        var parser = JSONParser(bytes: bytes, position: bytes.startIndex)
        let value = try parser.value(depth: 0)
        parser.skipSpaces()
        guard parser.next == nil else { throw parser.unexpected() }
        return value
    }

    private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private func unexpected() -> UnreadableLine {
        UnreadableLine(
            next == nil
                ? "ends in the middle of a JSON value"
                : "is not valid JSON: unexpected " + EscapedText.excerpt(bytes[position...]),
            column: position - bytes.startIndex + 1
        )
    }

    private mutating func skipSpaces() {
        while let byte = next, byte <= 0x20, " \t\n\r".utf8.contains(byte) { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ text: StaticString) throws(UnreadableLine) {
        for index in 0..<text.utf8CodeUnitCount {
            guard take(text.utf8Start[index]) else { throw unexpected() }
        }
    }

    private mutating func value(depth: Int) throws(UnreadableLine) -> JSONValue {
        guard depth < Self.depthLimit else {
            throw UnreadableLine(
                "is nested too deeply for a report",
                column: position - bytes.startIndex + 1
            )
        }
        valueCount += 1
        guard valueCount <= Self.valueLimit else {
            throw UnreadableLine(
                "contains more values than any line of a report",
                column: position - bytes.startIndex + 1
            )
        }
        skipSpaces()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try list(depth: depth + 1)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"):
            try expect("true")
            return .flag(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .flag(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(UnreadableLine) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        skipSpaces()
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpaces()
            guard next == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try string()
            skipSpaces()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            guard members.updateValue(try value(depth: depth), forKey: key) == nil else {
                throw UnreadableLine("has '\(EscapedText.excerpt(key))' twice")
            }
            skipSpaces()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw unexpected() }
        return .object(members)
    }

    private mutating func list(depth: Int) throws(UnreadableLine) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpaces()
        if take(UInt8(ascii: "]")) { return .list(elements) }
        repeat {
            elements.append(try value(depth: depth))
            skipSpaces()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw unexpected() }
        return .list(elements)
    }

    private mutating func string() throws(UnreadableLine) -> String {
        position += 1
        var text = ""
        while true {
            let start = position
            while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""),
                byte != UInt8(ascii: "\\")
            {
                position += 1
            }
            guard let plain = String(validating: bytes[start..<position], as: UTF8.self) else {
                throw UnreadableLine("is not UTF-8", column: start - bytes.startIndex + 1)
            }
            if take(UInt8(ascii: "\"")) { return text.isEmpty ? plain : text + plain }
            text += plain
            guard take(UInt8(ascii: "\\")) else { throw unexpected() }
            text.unicodeScalars.append(try escape())
        }
    }

    private mutating func escape() throws(UnreadableLine) -> Unicode.Scalar {
        guard let byte = next else { throw unexpected() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]) {
                try expect("\\u")
                units.append(try codeUnit())
            }
            guard let scalar = String(validating: units, as: UTF16.self)?.unicodeScalars.first
            else {
                throw UnreadableLine("contains half a surrogate pair")
            }
            return scalar
        default:
            position -= 1
            throw unexpected()
        }
    }

    private mutating func codeUnit() throws(UnreadableLine) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw unexpected()
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private mutating func number() throws(UnreadableLine) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger {
            guard let number = Int64(text) else { throw UnreadableLine("has a number too large") }
            return .integer(number)
        }
        guard let number = Double(text), number.isFinite else {
            throw UnreadableLine("has a number too large")
        }
        return .decimal(number)
    }

    private mutating func digits() throws(UnreadableLine) {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw unexpected() }
    }
}
