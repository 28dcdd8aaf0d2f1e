/// Long lines broken between words.
package enum WrappedText {
    /// Splits a line into pieces that fit, all but the first indented; tables and colored lines
    /// stay as they are.
    package static func lines(of line: String) -> [String] {
        guard line.count > width, !line.contains("\u{1b}"), !line.contains("   ") else {
            return [line]
        }
        var lines: [String] = []
        var current = ""
        for word in line.split(separator: " ") {
            if !current.isEmpty, current.count + word.count + 1 > width {
                lines.append(current)
                current = " "
            }
            current += current.isEmpty ? String(word) : " " + word
        }
        return lines + [current]
    }

    private static let width = 100
}
