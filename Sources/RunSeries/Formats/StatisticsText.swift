internal import TextOutput

/// The statistics of scalars as text: a table for each run, with a row for each tag.
public struct StatisticsText: Sendable {
    /// The order of the tags.
    public var order = OutlineOrder.name
    /// Whether the text is colored.
    public var isColored: Bool
    /// The width in columns; `nil` for no limit.
    public var width: Int?

    /// Creates a format.
    public init(isColored: Bool = false, width: Int? = nil) {
        self.isColored = isColored
        self.width = width
    }

    private var style: TextStyle { TextStyle(isColored: isColored) }

    /// The text, which ends with a newline.
    public func text(of outline: LogdirOutline) -> String {
        var rest = OutlineText(isColored: isColored, width: width)
        rest.order = order
        var blocks = outline.runs.map(block)
        var others = outline
        others.runs = []
        let notes = rest.text(of: others)
        if !notes.isEmpty { blocks.append(notes) }
        return blocks.joined(separator: "\n")
    }

    private func block(_ run: LogdirOutline.Run) -> String {
        let scalars = order.sorted(run.tags.filter { $0.kind == .scalars })
        let others = run.tags.count - scalars.count
        var heading = style.strong(RunPath.text(logdir: run.logdir, run: run.name))
        if others > 0 {
            let count = NumberText.count(others, "tag")
            heading += style.faint("  and \(count) without single numbers")
        }
        var table = TextTable(columns, titlePaint: style.faint)
        for tag in scalars { table.add(cells(of: tag)) }
        return ([heading] + table.lines(indent: "  ", width: width)).joined(separator: "\n") + "\n"
    }

    private var columns: [TextTable.Column] {
        [
            TextTable.Column("tag", isFlexible: true, narrowest: 28),
            TextTable.Column("count", isRightAligned: true),
            TextTable.Column("not finite", isRightAligned: true),
            TextTable.Column("first", isRightAligned: true, dispensability: 4),
            TextTable.Column("last", isRightAligned: true),
            TextTable.Column("min", isRightAligned: true),
            TextTable.Column("at step", isRightAligned: true, dispensability: 3),
            TextTable.Column("max", isRightAligned: true),
            TextTable.Column("at step", isRightAligned: true, dispensability: 3),
            TextTable.Column("mean", isRightAligned: true, dispensability: 1),
            TextTable.Column("std", isRightAligned: true, dispensability: 2),
            TextTable.Column("per second", isRightAligned: true, dispensability: 6),
            TextTable.Column("missing", isRightAligned: true, dispensability: 5),
        ]
    }

    private func cells(of tag: TagOutline) -> [TextTable.Cell] {
        func number(_ value: Double?) -> TextTable.Cell {
            guard let value else { return TextTable.Cell("") }
            let text = OutlineText.text(of: value)
            return value.isFinite ? TextTable.Cell(text) : TextTable.Cell(text, style.bad)
        }
        func step(_ extreme: TagOutline.Extreme?) -> TextTable.Cell {
            TextTable.Cell(extreme.map { NumberText.grouped($0.step) } ?? "", style.faint)
        }
        let missing = tag.missingStepCount.flatMap { $0 > 0 ? NumberText.grouped($0) : nil }
        return [
            TextTable.Cell(EscapedText.terminal(tag.tag)),
            TextTable.Cell(NumberText.grouped(tag.pointCount)),
            TextTable.Cell(
                tag.nonFiniteCount > 0 ? NumberText.grouped(tag.nonFiniteCount) : "",
                style.bad
            ),
            number(tag.first.value), number(tag.last.value),
            number(tag.minimum?.value), step(tag.minimum),
            number(tag.maximum?.value), step(tag.maximum),
            number(tag.mean), number(tag.standardDeviation),
            number(tag.pointsPerSecond),
            TextTable.Cell(missing ?? ""),
        ]
    }
}
