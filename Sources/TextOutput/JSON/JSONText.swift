/// Builds JSON text, with keys in the given order.
///
/// Numbers that JSON lacks become the strings of proto3's JSON mapping: `"NaN"`, `"Infinity"`,
/// `"-Infinity"`.
package struct JSONText {
    package private(set) var text = ""
    private var needsComma = false

    /// Creates an empty text.
    package init() {}

    package mutating func object(_ body: (inout JSONText) -> Void) {
        nest("{", "}", body)
    }

    package mutating func array<Element>(
        _ elements: some Sequence<Element>,
        _ body: (inout JSONText, Element) -> Void
    ) {
        nest("[", "]") { json in
            for element in elements { body(&json, element) }
        }
    }

    package mutating func key(_ name: String) {
        separate()
        quote(name)
        text += ":"
        needsComma = false
    }

    package mutating func value(_ string: String) {
        separate()
        quote(string)
    }

    package mutating func value(_ number: Int) { raw(String(number)) }

    package mutating func value(_ number: Int64) { raw(String(number)) }

    package mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

    package mutating func value(_ number: Double) {
        if number.isFinite {
            raw("\(number)")
        } else {
            value(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
        }
    }

    /// The shortest decimal that is this 32-bit float.
    package mutating func value(_ number: Float) {
        if number.isFinite { raw("\(number)") } else { value(Double(number)) }
    }

    package mutating func null() { raw("null") }

    /// Starts a new line between values, which JSON allows anywhere.
    package mutating func newline() {
        if needsComma {
            text += ","
            needsComma = false
        }
        text += "\n"
    }

    private mutating func raw(_ literal: String) {
        separate()
        text += literal
    }

    private mutating func nest(
        _ open: String,
        _ close: String,
        _ body: (inout JSONText) -> Void
    ) {
        separate()
        text += open
        needsComma = false
        body(&self)
        text += close
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { text += "," }
        needsComma = true
    }

    private mutating func quote(_ string: String) {
        text += "\""
        defer { text += "\"" }
        guard !string.utf8.allSatisfy(Self.isPlain) else {
            text += string
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where EscapedText.isUnsafe(scalar): escape(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// Whether a byte needs no escape, like those of nearly all names.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
