/// Whether a text is a well-formed XML document, as far as SVG files use XML: elements, attributes
/// in double quotation marks, character data, the predefined entities.
///
/// See "Extensible Markup Language (XML) 1.0", 2.1, 2.2, 3.1. It refuses what it does not know.
struct StrictXML {
    private(set) var elements: [String] = []
    /// The character data of all elements.
    private(set) var texts: [String] = []
    /// The values of all attributes, by name.
    private(set) var attributes: [String: [String]] = [:]
    private var rest: Substring

    /// Nil if the text is not well-formed.
    init?(_ text: String) {
        guard text.unicodeScalars.allSatisfy(Self.isCharacter) else { return nil }
        rest = text[...]
        guard element() else { return nil }
        guard rest.allSatisfy({ $0 == "\n" }) else { return nil }
    }

    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xa, 0xd, 0x20...0xd7ff, 0xe000...0xfffd, 0x10000...0x10ffff: true
        default: false
        }
    }

    private mutating func take(_ prefix: String) -> Bool {
        guard rest.hasPrefix(prefix) else { return false }
        rest = rest.dropFirst(prefix.count)
        return true
    }

    private mutating func name() -> String? {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0.isNumber) }
        guard name.first?.isLetter == true else { return nil }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func element() -> Bool {
        guard take("<"), let name = name() else { return false }
        elements.append(name)
        var own: Set<String> = []
        while take(" ") {
            guard let key = self.name(), own.insert(key).inserted, take("=\"") else { return false }
            guard let end = rest.firstIndex(of: "\""), let value = Self.unescaped(rest[..<end])
            else { return false }
            attributes[key, default: []].append(value)
            rest = rest[rest.index(after: end)...]
        }
        if take("/>") { return true }
        guard take(">") else { return false }
        while !take("</") {
            if rest.hasPrefix("<") {
                guard element() else { return false }
                continue
            }
            let data = rest.prefix { $0 != "<" }
            guard !data.isEmpty, let text = Self.unescaped(data) else { return false }
            texts.append(text)
            rest = rest[data.endIndex...]
        }
        return take(name + ">")
    }

    private static func unescaped(_ text: Substring) -> String? {
        guard !text.contains("<") else { return nil }
        let parts = text.split(separator: "&", omittingEmptySubsequences: false)
        var result = String(parts[0])
        for part in parts.dropFirst() {
            let entities = ["amp;": "&", "lt;": "<", "gt;": ">", "quot;": "\""]
            guard let (entity, character) = entities.first(where: { part.hasPrefix($0.key) }) else {
                return nil
            }
            result += character + part.dropFirst(entity.count)
        }
        return result
    }
}
