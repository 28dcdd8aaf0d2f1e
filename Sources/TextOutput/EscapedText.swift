/// Untrusted names, escaped for display.
///
/// Tags come from files that anyone may have written: raw, they could move the cursor, change the
/// terminal's title or reorder a line.
package enum EscapedText {
    /// The text of UTF-8 bytes; bytes that are not UTF-8 become `\xff` and the like.
    ///
    /// No two names have the same text: backslashes before such a byte, and before anything that
    /// looks like its escape, are doubled. All other names are their own text.
    package static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        if !bytes.contains(backslash), let text = String(validating: bytes, as: UTF8.self) {
            return text
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var backslashes = 0
        var position = 0
        while position < bytes.count {
            let width = characterWidth(in: bytes, at: position)
            if backslashes > 0, width == 0 || holdsEscape(bytes[position...]) {
                text += repeatElement(backslash, count: backslashes)
            }
            backslashes = bytes[position] == backslash ? backslashes + 1 : 0
            if width == 0 {
                appendEscape(of: bytes[position], to: &text)
                position += 1
            } else {
                text += bytes[position..<position + width]
                position += width
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The length of the UTF-8 character at a position; 0 if there is none.
    ///
    /// See table 3-7 of the Unicode standard: overlong forms and surrogates are not characters.
    private static func characterWidth(in bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
        let first = bytes[position]
        if first < 0x80 { return 1 }
        let (width, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xc2...0xdf: (2, 0x80...0xbf)
            case 0xe0: (3, 0xa0...0xbf)
            case 0xed: (3, 0x80...0x9f)
            case 0xe1...0xef: (3, 0x80...0xbf)
            case 0xf0: (4, 0x90...0xbf)
            case 0xf1...0xf3: (4, 0x80...0xbf)
            case 0xf4: (4, 0x80...0x8f)
            default: (0, 0...0)
            }
        guard width > 0, position + width <= bytes.count, second.contains(bytes[position + 1])
        else {
            return 0
        }
        for place in position + 1..<position + width where bytes[place] & 0xc0 != 0x80 { return 0 }
        return width
    }

    /// Whether bytes begin with an `x` and two digits, as an escaped byte does after its backslash.
    private static func holdsEscape(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        bytes.count >= 3 && bytes.first == UInt8(ascii: "x")
            && bytes.dropFirst().prefix(2).allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            }
    }

    /// A name as one line of a terminal shows it: no control character gets through.
    ///
    /// No two results of ``text(_:)`` look the same.
    package static func terminal(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) || text.utf8.contains(backslash) else {
            return text
        }
        var escaped = ""
        var backslashes = 0
        for scalar in text.unicodeScalars {
            if scalar == "\\" {
                backslashes += 1
                continue
            }
            let escape = terminalEscape(scalar)
            // As in "\n", a backslash and a letter, next to a line break.
            let isDoubled = escape != nil || "ntru".unicodeScalars.contains(scalar)
            escaped += String(repeating: "\\", count: isDoubled ? 2 * backslashes : backslashes)
            backslashes = 0
            if let escape { escaped += escape } else { escaped.unicodeScalars.append(scalar) }
        }
        return escaped + String(repeating: "\\", count: backslashes)
    }

    private static func terminalEscape(_ scalar: Unicode.Scalar) -> String? {
        guard isUnsafe(scalar) else { return nil }
        switch scalar {
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        // Starting at 0x80, a byte is not the character of its number.
        case _ where scalar.value < 0x80: return hexEscape(UInt8(scalar.value))
        default: return "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    private static let backslash = UInt8(ascii: "\\")

    /// The beginning of a name, for messages: its length may be what is wrong with it.
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
        var text: [UInt8] = []
        appendEscape(of: byte, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func appendEscape(of byte: UInt8, to text: inout [UInt8]) {
        text.append(backslash)
        text.append(UInt8(ascii: "x"))
        for digit in [byte >> 4, byte & 0xf] {
            text.append((digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10) + digit)
        }
    }
}
