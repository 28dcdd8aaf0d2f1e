/// Rows laid out as a Markdown table.
///
/// Cells hold inline Markdown (emphasis, code, links), as TensorBoard's table extension reads it.
/// A tensor of rank 2 would make a table too, but reads each cell as a whole document: `# 3`
/// becomes a heading, `- 1` a list, four leading spaces code; and it has no header.
struct MarkdownTable {
    /// The table; `nil` if there is no cell.
    let text: String?

    init(rows: [[String]], header: [String]?) {
        let columnCount = rows.reduce(header?.count ?? 0) { max($0, $1.count) }
        guard columnCount > 0 else {
            text = nil
            return
        }
        var lines = [Self.line(header ?? [], columnCount)]
        lines.append("|" + String(repeating: " --- |", count: columnCount))
        lines += rows.map { Self.line($0, columnCount) }
        text = lines.joined(separator: "\n")
    }

    private static func line(_ row: [String], _ columnCount: Int) -> String {
        let padding = repeatElement("", count: columnCount - row.count)
        return "| " + (row.map(cell) + padding).joined(separator: " | ") + " |"
    }

    /// One cell's text, so that it stays one cell and on one line.
    static func cell(_ text: String) -> String {
        let inner = text.drop { $0 == " " }
        let leading = text.count - inner.count
        var end = inner.endIndex
        while end > inner.startIndex, inner[inner.index(before: end)] == " " {
            end = inner.index(before: end)
        }
        let trailing = inner.distance(from: end, to: inner.endIndex)
        return blanks(leading) + escaped(inner[..<end]) + blanks(trailing)
    }

    /// Spaces at a cell's ends, which Markdown and HTML would both drop.
    private static func blanks(_ count: Int) -> String {
        String(repeating: "&nbsp;", count: count)
    }

    private static func escaped(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let character = rest.first {
            if character == "`" {
                result += code(&rest)
                continue
            }
            rest.removeFirst()
            switch character {
            case "|": result += "&#124;"
            case "<": result += "&lt;"
            case "\\" where rest.first == "`" || rest.isEmpty: result += "&#92;"
            case "\\":
                // With the character that it escapes, so that an escaped backslash escapes nothing.
                result += "\\"
                if let next = rest.first, next == "\\" { result.append(rest.removeFirst()) }
            default: result += character.isNewline ? "<br>" : String(character)
            }
        }
        return result
    }

    /// The code at the beginning of `rest`, or only its backticks if none end it.
    ///
    /// Backticks without an end would match those of another cell.
    private static func code(_ rest: inout Substring) -> String {
        let ticks = rest.prefix { $0 == "`" }
        let body = rest[ticks.endIndex...]
        var search = body
        while let start = search.firstIndex(of: "`") {
            let run = search[start...].prefix { $0 == "`" }
            if run.count == ticks.count {
                rest = body[run.endIndex...]
                // Entities are not decoded within code. TensorBoard's tables treat pipes there as
                // text.
                let text = body[..<start].map { $0.isNewline ? " " : String($0) }.joined()
                return ticks + text + ticks
            }
            search = search[run.endIndex...]
        }
        rest = body
        return String(repeating: "&#96;", count: ticks.count)
    }
}
