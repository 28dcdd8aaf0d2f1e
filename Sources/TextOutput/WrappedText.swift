/// Long lines broken between words.
package enum WrappedText {
    /// Splits a line into pieces that fit, all but the first indented; tables stay as they are.
    ///
    /// - Parameters:
    ///   - line: A line, perhaps with a terminal's color codes.
    ///   - width: The most columns; nil for no limit.
    ///   - indent: The spaces before all pieces but the first.
    /// - Returns: The pieces.
    package static func lines(of line: String, width: Int?, indent: Int = 2) -> [String] {
        guard let width, DisplayWidth.of(line) > width, !line.contains("   ") else {
            return [line]
        }
        var lines: [String] = []
        var current = ""
        var used = 0
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            let columns = DisplayWidth.of(word)
            if used > 0, used + 1 + columns > width {
                lines.append(trimmed(current))
                current = String(repeating: " ", count: indent) + word
                used = columns == 0 ? 0 : indent + columns
            } else if used == 0 {
                // Of two spaces at a break none is left.
                guard columns > 0 else { continue }
                let margin = lines.isEmpty ? 0 : indent
                current = String(repeating: " ", count: margin) + word
                used = columns + margin
            } else {
                current += " " + word
                used += 1 + columns
            }
        }
        return lines + [trimmed(current)]
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
