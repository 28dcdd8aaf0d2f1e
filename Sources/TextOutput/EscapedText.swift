/// Untrusted names, escaped for display.
///
/// Tags come from files that anyone may have made: raw, they could move the cursor, change the
/// terminal's title or reorder a line.
package enum EscapedText {
    /// The text of UTF-8 bytes; bytes that are not UTF-8 become `\xff` and the like.
    package static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        var position = 0
        while true {
            switch decoder.decode(&rest) {
            case .scalarValue(let scalar):
                text.unicodeScalars.append(scalar)
                position += UTF8.width(scalar)
            case .emptyInput:
                return text
            case .error:
                text += hexEscape(bytes[position])
                position += 1
                // Restart after the bad byte: the decoder may have swallowed good ones.
                let tail = UnsafeRawBufferPointer(rebasing: bytes[position...])
                decoder = UTF8()
                rest = tail.makeIterator()
            }
        }
    }

    /// A name for one line of a terminal: no control character gets through.
    package static func terminal(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": escaped += "\\n"
            case "\t": escaped += "\\t"
            case "\r": escaped += "\\r"
            case _ where isUnsafe(scalar):
                escaped +=
                    scalar.value < 0x100
                    ? hexEscape(UInt8(scalar.value)) : "\\u{\(String(scalar.value, radix: 16))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The beginning of a name, for a message: its length may be what is wrong with it.
    package static func excerpt(_ text: String) -> String {
        let beginning = text.unicodeScalars.prefix(excerptLimit)
        let shown = terminal(String(String.UnicodeScalarView(beginning)))
        let rest = beginning.endIndex < text.endIndex ? "… (\(text.utf8.count) bytes)" : ""
        return shown + rest
    }

    /// The beginning of a text, in quotation marks.
    package static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
        let beginning = Array(bytes.prefix(excerptLimit))
        let shown = beginning.withUnsafeBytes { terminal(text($0)) }
        return "'\(shown)'" + (bytes.count > beginning.count ? "…" : "")
    }

    private static let excerptLimit = 60

    /// Whether a scalar affects a terminal other than by being visible.
    package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0: true
        // Line separators, direction marks, embeddings, overrides and isolates.
        case 0x2028, 0x2029, 0x200e, 0x200f, 0x061c, 0x202a...0x202e, 0x2066...0x2069: true
        // Invisible: zero-width space, byte order mark, interlinear annotation, tags.
        case 0x200b, 0xfeff, 0xfff9...0xfffb, 0xe0000...0xe007f: true
        default: false
        }
    }

    private static func hexEscape(_ byte: UInt8) -> String {
        (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16)
    }
}
