internal import TextOutput

/// The rows of the legend, in columns that fit the width.
struct LegendPlan: Sendable {
    /// A text of a row.
    struct Cell: Sendable {
        var text: String
        /// From the beginning of the row.
        var offset: Double
        var role: PlacedText.Role
    }

    /// A row: a curve's, or the last one, which counts the rest.
    struct Row: Sendable {
        var curve: Int?
        var cells: [Cell]
    }

    private(set) var rows: [Row] = []
    private let content: ChartContent

    /// Lays out a legend.
    ///
    /// - Parameters:
    ///   - content: What is shown.
    ///   - metrics: The sizes of the medium.
    ///   - rowCount: The rows for which there is room.
    init(_ content: ChartContent, _ metrics: LayoutMetrics, rowCount: Int) {
        self.content = content
        guard rowCount > 0 else { return }
        let isCut = content.curves.count > rowCount
        let shown = Array(content.curves.indices.prefix(isCut ? rowCount - 1 : rowCount))
        let room = metrics.columns(in: metrics.width - 2 * metrics.margin - metrics.swatchWidth)
        let columns = fitted(shown, room)
        for index in shown {
            rows.append(Row(curve: index, cells: cells(of: index, columns, metrics)))
        }
        if isCut {
            let width = metrics.columns(in: metrics.width - 2 * metrics.margin)
            let text = ShortenedText.middle(restText(from: shown.count), to: max(width, 1))
            rows.append(Row(curve: nil, cells: [Cell(text: text, offset: 0, role: .note)]))
        }
    }

    /// A column after the names: its width and the text of each curve.
    private struct Column {
        var width: Int
        var texts: [String]
        var role: PlacedText.Role
    }

    private struct Columns {
        /// The width of the names.
        var name = 0
        var values: [Column] = []
    }

    /// The most informative columns that have room; what is not finite goes last.
    private func fitted(_ shown: [Int], _ room: Int) -> Columns {
        func column(
            _ text: KeyPath<CurveText, String>,
            _ role: PlacedText.Role
        ) -> Column {
            let texts = content.curves.map { CurveText($0.summary, content.xAxis)[keyPath: text] }
            let width = shown.map { DisplayWidth.of(texts[$0]) }.max() ?? 0
            return Column(width: width, texts: texts, role: role)
        }
        let last = column(\.last, .value)
        let minimum = column(\.minimum, .value)
        let full = column(\.nonFinite, .nonFinite)
        let short = column(\.nonFiniteCount, .nonFinite)
        let nameWidth = shown.map { DisplayWidth.of(content.curves[$0].name) }.max() ?? 0
        let attempts = [[last, minimum, full], [last, full], [last, short], [short]]
        for (position, attempt) in attempts.enumerated() {
            let leastName = position < attempts.count - 1 ? Self.leastName : Self.shortestName
            let values = attempt.filter { $0.width > 0 }
            let taken = values.reduce(0) { $0 + $1.width + Self.gap }
            guard room - taken >= min(nameWidth, leastName) else { continue }
            return Columns(name: min(nameWidth, room - taken), values: values)
        }
        return Columns(name: min(nameWidth, room))
    }

    private func cells(of index: Int, _ columns: Columns, _ metrics: LayoutMetrics) -> [Cell] {
        guard columns.name > 0 || !columns.values.isEmpty else { return [] }
        let name = content.curves[index].name
        var cells: [Cell] = []
        var offset = metrics.swatchWidth
        if columns.name > 0 {
            let text =
                DisplayWidth.of(name) <= columns.name || columns.name >= 3
                ? ShortenedText.middle(name, to: columns.name) : ""
            cells.append(Cell(text: text, offset: offset, role: .name))
        }
        offset += Double(columns.name + Self.gap) * metrics.characterWidth
        for column in columns.values {
            cells.append(Cell(text: column.texts[index], offset: offset, role: column.role))
            offset += Double(column.width + Self.gap) * metrics.characterWidth
        }
        return cells
    }

    private func restText(from start: Int) -> String {
        let rest = content.curves[start...]
        let broken = rest.count { $0.summary.nonFiniteCount > 0 }
        let text =
            (start > 0 ? "and " : "")
            + NumberText.count(rest.count, start > 0 ? "more curve" : "curve")
        return broken > 0 ? "\(text), \(NumberText.grouped(broken)) with NaN or Inf" : text
    }

    private static let gap = 2
    private static let leastName = 10
    private static let shortestName = 3
}
