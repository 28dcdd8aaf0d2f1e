/// Rows of cells, aligned in columns that fit a width.
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

    /// A column.
    package struct Column {
        package var title: String
        /// Whether its cells may be shortened in the middle, as those of names may.
        package var isFlexible = false
        /// The width to which its cells may be shortened.
        package var narrowest = TextTable.narrowest
        /// Whether its cells end where the column ends, as those of numbers do.
        package var isRightAligned = false
        /// When it is left out for lack of room: of those above 0 the highest goes first.
        package var dispensability = 0
        /// Whether it is left out where all its cells are equal.
        package var saysDifferences = false

        package init(
            _ title: String,
            isFlexible: Bool = false,
            narrowest: Int = TextTable.narrowest,
            isRightAligned: Bool = false,
            dispensability: Int = 0,
            saysDifferences: Bool = false
        ) {
            self.title = title
            self.isFlexible = isFlexible
            self.narrowest = narrowest
            self.isRightAligned = isRightAligned
            self.dispensability = dispensability
            self.saysDifferences = saysDifferences
        }
    }

    private let columns: [Column]
    private let titlePaint: ((String) -> String)?
    private var rows: [[Cell]] = []

    /// Creates a table without rows.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - titlePaint: The style of the row of titles; nil for no such row.
    package init(_ columns: [Column], titlePaint: ((String) -> String)? = nil) {
        self.columns = columns
        self.titlePaint = titlePaint
    }

    /// Adds a row; cells that are missing at its end are empty.
    package mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// The titles of the columns whose cells are all the same, and that text.
    package var equalColumns: [(title: String, text: String)] {
        columns.indices.filter { columns[$0].saysDifferences && isEqual($0) }
            .map { (columns[$0].title, text(0, $0)) }
    }

    /// The lines, each cell but the last of a row padded to its column's width.
    ///
    /// - Parameters:
    ///   - indent: What each line begins with.
    ///   - width: The most columns of a line, the indent included; nil for no limit.
    /// - Returns: The lines.
    package func lines(indent: String, width: Int? = nil) -> [String] {
        guard !rows.isEmpty else { return [] }
        var shown = columns.indices.filter { !isEmpty($0) }
        if rows.count > 1 {
            shown.removeAll { columns[$0].saysDifferences && isEqual($0) }
        }
        var widths = Dictionary(uniqueKeysWithValues: shown.map { ($0, naturalWidth($0)) })
        if let width { fit(&shown, &widths, to: width - indent.count) }
        var lines: [String] = []
        if let titlePaint {
            let titles = shown.map { Cell(columns[$0].title, titlePaint) }
            lines.append(line(titles, shown, widths, indent, isLimited: width != nil))
        }
        for row in rows {
            let cells = shown.map { $0 < row.count ? row[$0] : Cell("") }
            lines.append(line(cells, shown, widths, indent, isLimited: width != nil))
        }
        return lines
    }

    private func text(_ row: Int, _ column: Int) -> String {
        column < rows[row].count ? rows[row][column].text : ""
    }

    private func isEmpty(_ column: Int) -> Bool {
        rows.indices.allSatisfy { text($0, column).isEmpty }
    }

    private func isEqual(_ column: Int) -> Bool {
        guard let first = rows.indices.first else { return false }
        return rows.indices.allSatisfy { text($0, column) == text(first, column) }
    }

    private func naturalWidth(_ column: Int) -> Int {
        var widest = titlePaint == nil ? 0 : DisplayWidth.of(columns[column].title)
        for row in rows.indices {
            let width = DisplayWidth.of(text(row, column))
            // One endless name must not push all others' columns off the screen.
            if width <= Self.widestColumn { widest = max(widest, width) }
        }
        return widest
    }

    /// Leaves out columns and narrows flexible ones until a line fits.
    private func fit(_ shown: inout [Int], _ widths: inout [Int: Int], to width: Int) {
        func least() -> Int {
            shown.reduce(0) { sum, column in
                let natural = widths[column] ?? 0
                return sum
                    + (columns[column].isFlexible
                        ? min(natural, columns[column].narrowest) : natural)
            } + Self.gap * max(shown.count - 1, 0)
        }
        while least() > width,
            let next = shown.filter({ columns[$0].dispensability > 0 })
                .max(by: { columns[$0].dispensability < columns[$1].dispensability })
        {
            shown.removeAll { $0 == next }
        }
        func total() -> Int {
            shown.reduce(0) { $0 + (widths[$1] ?? 0) } + Self.gap * max(shown.count - 1, 0)
        }
        for column in shown where columns[column].isFlexible {
            let own = shown.filter { $0 != column }.reduce(0) { $0 + (widths[$1] ?? 0) }
            let longest = rows.indices.map { DisplayWidth.of(text($0, column)) }.max() ?? 0
            let room = width - own - Self.gap * max(shown.count - 1, 0)
            // Names beyond the widest column get the room that is left.
            if longest > (widths[column] ?? 0) { widths[column] = min(longest, max(room, 0)) }
        }
        while total() > width,
            let widest = shown.filter({
                columns[$0].isFlexible && (widths[$0] ?? 0) > columns[$0].narrowest
            }).max(by: { (widths[$0] ?? 0) < (widths[$1] ?? 0) })
        {
            let over = total() - width
            widths[widest] = max(columns[widest].narrowest, (widths[widest] ?? 0) - over)
        }
    }

    private func line(
        _ cells: [Cell],
        _ shown: [Int],
        _ widths: [Int: Int],
        _ indent: String,
        isLimited: Bool
    ) -> String {
        var line = indent
        for (position, column) in shown.enumerated() {
            let width = widths[column] ?? 0
            let isShortened = isLimited && columns[column].isFlexible
            let text = ShortenedText.middle(cells[position].text, to: isShortened ? width : nil)
            let room = max(0, width - DisplayWidth.of(text))
            let isRightAligned = columns[column].isRightAligned
            if isRightAligned { line += String(repeating: " ", count: room) }
            line += cells[position].paint(text)
            guard position < shown.count - 1 else { break }
            let padding = (isRightAligned ? 0 : room) + Self.gap
            line += String(repeating: " ", count: padding)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private static let gap = 2
    private static let widestColumn = 72
    package static let narrowest = 12
}
