/// JSON of anything `Encodable`, for people to read.
///
/// Names are sorted by their bytes. Non-finite numbers, which JSON lacks, are the texts `NaN`,
/// `Infinity` and `-Infinity`; a `Float` is its shortest decimal, and integers have all their digits.
package struct EncodedJSON {
    /// The lines of the document.
    package private(set) var text = ""

    /// Encodes a value.
    ///
    /// - Throws: What the value's own `encode(to:)` throws.
    package init(_ value: some Encodable) throws {
        append(Part(try HParamEncoder.node(encoding: value)), depth: 0)
    }

    private mutating func append(_ part: Part, depth: Int) {
        switch part {
        case .leaf(let leaf): text += leaf
        case .elements(let elements):
            let isOneLine = elements.allSatisfy(\.isLeaf)
            appendAll(elements, "[", "]", depth, isOneLine) { json, element in
                json.append(element, depth: depth + 1)
            }
        case .members(let members):
            appendAll(members, "{", "}", depth, members.isEmpty) { json, member in
                json.text += Part.quoted(member.name) + ": "
                json.append(member.part, depth: depth + 1)
            }
        }
    }

    private mutating func appendAll<Item>(
        _ items: [Item],
        _ opening: String,
        _ closing: String,
        _ depth: Int,
        _ isOneLine: Bool,
        _ append: (inout EncodedJSON, Item) -> Void
    ) {
        let lineBreak = { (depth: Int) in "\n" + String(repeating: "  ", count: depth) }
        text += opening
        for (index, item) in items.enumerated() {
            if index > 0 { text += isOneLine ? ", " : "," }
            if !isOneLine { text += lineBreak(depth + 1) }
            append(&self, item)
        }
        if !isOneLine { text += lineBreak(depth) }
        text += closing
    }
}

/// A value of JSON.
private indirect enum Part {
    /// A number, a text, or one of the three words.
    case leaf(String)
    case elements([Part])
    /// Sorted by name.
    case members([(name: String, part: Part)])

    var isLeaf: Bool { if case .leaf = self { true } else { false } }

    init(_ node: HParamEncoder.Node) {
        switch node.content {
        case .nothing: self = .members([])
        case .value(let value): self.init(value)
        case .integer(_, let decimal): self = .leaf(decimal)
        case .members(let members): self.init(members.map { ($0.name, Part($0.node)) })
        case .elements(let nodes): self = .elements(nodes.map(Part.init))
        }
    }

    private init(_ value: HParamValue) {
        switch value {
        case .none, .null: self = .leaf("null")
        case .bool(let flag): self = .leaf(String(flag))
        case .string(let text): self = .leaf(Self.quoted(text))
        case .number(let number): self = .leaf(Self.text(of: number))
        case .list(let values): self = .elements(values.map(Part.init))
        case .structure(let members): self.init(members.map { ($0.name, Part($0.value)) })
        }
    }

    /// The last of equal names counts.
    private init(_ members: [(name: String, part: Part)]) {
        let names = members.map { Array($0.name.utf8) }
        let places = Dictionary(zip(names, names.indices)) { _, last in last }
        let sorted = places.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        self = .members(sorted.map { members[$0.value] })
    }

    private static func text(of number: Double) -> String {
        if number.isNaN { return "\"NaN\"" }
        if number.isInfinite { return number < 0 ? "\"-Infinity\"" : "\"Infinity\"" }
        // Up to here whole numbers are exact, and most likely were written without a fraction.
        let isPlain = number.magnitude < 0x1p53 && !(number == 0 && number.sign == .minus)
        return (isPlain ? Int64(exactly: number).map(String.init) : nil) ?? String(number)
    }

    /// A text between quotes; see RFC 8259, 7.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
