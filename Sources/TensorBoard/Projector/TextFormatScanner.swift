/// A scanner for protobuf's text format that needs no schema.
///
/// See the language's specification, <https://protobuf.dev/reference/protobuf/textformat-spec/>.
struct TextFormatScanner {
    enum Token: Equatable {
        /// `{`, `<` or `[`; with its closing character.
        case open(closing: UInt8)
        case close(UInt8)
        /// A field's name, a number or an enumerator.
        case word([UInt8])
        /// The bytes that a quoted string stands for.
        case string([UInt8])
        case separator
    }

    private let text: [UInt8]
    /// The position of the next token.
    private(set) var position = 0

    init(_ text: [UInt8]) {
        self.text = text
    }

    /// Returns the next token, skipping space and comments before it.
    mutating func next() throws(ProjectorError) -> Token? {
        skipSpace()
        guard let byte = peek else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "{"): return .open(closing: UInt8(ascii: "}"))
        case UInt8(ascii: "<"): return .open(closing: UInt8(ascii: ">"))
        case UInt8(ascii: "["): return .open(closing: UInt8(ascii: "]"))
        case UInt8(ascii: "}"), UInt8(ascii: ">"), UInt8(ascii: "]"): return .close(byte)
        case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ";"): return .separator
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string(endingIn: byte))
        default:
            let start = position - 1
            while let byte = peek, !Self.endsWord(byte) { position += 1 }
            return .word(Array(text[start..<position]))
        }
    }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek {
            if byte == UInt8(ascii: "#") {
                while let byte = peek, byte != 0x0a { position += 1 }
            } else if byte <= 0x20 {
                position += 1
            } else {
                return
            }
        }
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        byte <= 0x20 || "{}<>[]:,;\"'#".utf8.contains(byte)
    }

    private mutating func string(endingIn quote: UInt8) throws(ProjectorError) -> [UInt8] {
        let start = position - 1
        var bytes: [UInt8] = []
        while let byte = peek, byte != 0x0a {
            position += 1
            switch byte {
            case quote: return bytes
            case UInt8(ascii: "\\"): bytes += escaped()
            default: bytes.append(byte)
            }
        }
        throw ProjectorError(code: .unreadableConfig(offset: start))
    }

    /// The bytes that an escape stands for, after its backslash.
    private mutating func escaped() -> [UInt8] {
        guard let byte = peek else { return [] }
        if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) {
            return [UInt8(truncatingIfNeeded: number(radix: 8, digits: 3))]
        }
        position += 1
        switch byte {
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "v"): return [0x0b]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            return [UInt8(truncatingIfNeeded: number(radix: 16, digits: 2))]
        case UInt8(ascii: "u"): return character(number(radix: 16, digits: 4))
        case UInt8(ascii: "U"): return character(number(radix: 16, digits: 8))
        default: return [byte]
        }
    }

    private func character(_ value: UInt32) -> [UInt8] {
        Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
    }

    /// Reads as many digits as there are, up to a limit.
    private mutating func number(radix: UInt32, digits: Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let byte = peek,
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
                digit < radix
            else { break }
            value = value &* radix &+ UInt32(digit)
            position += 1
        }
        return value
    }
}

extension TextFormatScanner {
    /// A quoted string for these characters: ASCII, with everything else in octal.
    static func quoted(_ string: String) -> String {
        var text = "\""
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text += "\\" + String(Unicode.Scalar(byte))
            case 0x20..<0x7f: text += String(Unicode.Scalar(byte))
            default: text += "\\" + String(Int(byte) + 0o1000, radix: 8).dropFirst()
            }
        }
        return text + "\""
    }
}
