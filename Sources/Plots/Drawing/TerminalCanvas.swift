internal import TextOutput

/// Cells of a terminal: dots, and texts above them.
struct TerminalCanvas {
    /// How a cell is shown.
    struct Style: Hashable {
        /// The parameters of "Select Graphic Rendition", ECMA-48, 8.3.117; empty for none.
        var codes: String
    }

    private struct Cell {
        /// The dots, as braille numbers them; 0 for none.
        var dots: UInt8 = 0
        /// A text above the dots; empty in the second column of a wide character.
        var text: String?
        /// Of how important a line the dots are.
        var rank = 0
        var style = Style(codes: "")
    }

    let columns: Int
    let rows: Int
    private let isASCII: Bool
    private var cells: [Cell]

    init(columns: Int, rows: Int, isASCII: Bool) {
        self.columns = columns
        self.rows = rows
        self.isASCII = isASCII
        cells = [Cell](repeating: Cell(), count: columns * rows)
    }

    /// Sets a dot; its cell takes its style.
    ///
    /// Dots of a lower rank give way, those of a higher stay.
    mutating func setDot(x: Int, y: Int, rank: Int, _ style: Style) {
        guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
        let index = y / 4 * columns + x / 2
        guard rank >= cells[index].rank else { return }
        if rank > cells[index].rank { cells[index].dots = 0 }
        cells[index].rank = rank
        cells[index].dots |= Self.bits[y % 4 * 2 + x % 2]
        cells[index].style = style
    }

    /// Writes a line of text, cut at the edges.
    mutating func write(_ text: String, column: Int, row: Int, _ style: Style = Style(codes: "")) {
        guard 0..<rows ~= row else { return }
        var column = column
        for character in text {
            let width = DisplayWidth.of(character)
            guard width > 0 else {
                // It belongs to the character before it.
                if !isASCII, 1...columns ~= column {
                    cells[row * columns + column - 1].text?.append(character)
                }
                continue
            }
            guard column >= 0, column + width <= columns else { return }
            let isShown = !isASCII || character.isASCII
            let shown =
                isShown ? String(character) : String(repeating: Self.ascii(character), count: width)
            set(shown, row * columns + column, style)
            if width == 2 { set("", row * columns + column + 1, style) }
            column += width
        }
    }

    private mutating func set(_ text: String, _ index: Int, _ style: Style) {
        cells[index].text = text
        cells[index].style = style
    }

    /// The lines, without spaces at their ends.
    ///
    /// - Parameter isColored: Whether styles are written.
    /// - Returns: A line for each row.
    func lines(isColored: Bool) -> [String] {
        (0..<rows).map { row in
            var line = ""
            var blanks = 0
            var current = Style(codes: "")
            for cell in cells[row * columns..<(row + 1) * columns] {
                let text = cell.text ?? glyph(cell.dots)
                if text == " " {
                    blanks += 1
                    continue
                }
                let style = isColored ? cell.style : Style(codes: "")
                if style != current {
                    if !current.codes.isEmpty { line += "\u{1b}[0m" }
                    line += String(repeating: " ", count: blanks)
                    if !style.codes.isEmpty { line += "\u{1b}[\(style.codes)m" }
                } else {
                    line += String(repeating: " ", count: blanks)
                }
                current = style
                blanks = 0
                line += text
            }
            return current.codes.isEmpty ? line : line + "\u{1b}[0m"
        }
    }

    private func glyph(_ dots: UInt8) -> String {
        guard dots != 0 else { return " " }
        guard isASCII else {
            return Unicode.Scalar(0x2800 + UInt32(dots)).map { String(Character($0)) } ?? " "
        }
        let upper = dots & (Self.bits[0] | Self.bits[1] | Self.bits[2] | Self.bits[3])
        let lower = dots & ~upper
        if upper != 0, lower != 0 { return dots.nonzeroBitCount > 2 ? "|" : ":" }
        return upper != 0 ? "'" : "."
    }

    /// The character that stands for one beyond ASCII.
    private static func ascii(_ character: Character) -> String {
        switch character {
        case "…": "~"
        case "–": "-"
        default: "?"
        }
    }

    /// The bits of a cell's dots, row by row; see "Braille Patterns", The Unicode Standard, 21.1.
    private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
}
