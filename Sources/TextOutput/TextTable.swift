/// Rows of cells, aligned in columns.
package struct TextTable {
    /// One cell: its text and its style.
    package struct Cell {
        package var text: String
        package var paint: (String) -> String = { $0 }

        package init(_ text: String, _ paint: @escaping (String) -> String = { $0 }) {
            self.text = text
            self.paint = paint
        }
    }

    private var rows: [[Cell]] = []

    /// Creates a table without rows.
    package init() {}

    package mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// The lines, each cell but the last of a row padded to its column's width.
    package func lines(indent: String) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                // One endless name must not push everybody's columns off the screen.
                if cell.text.count <= Self.widestColumn {
                    widths[column] = max(widths[column], cell.text.count)
                }
            }
        }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                line += cell.paint(cell.text)
                guard column < row.count - 1 else { break }
                let padding = max(0, widths[column] - cell.text.count) + Self.gap
                line += String(repeating: " ", count: padding)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private static let gap = 2
    private static let widestColumn = 72
}
