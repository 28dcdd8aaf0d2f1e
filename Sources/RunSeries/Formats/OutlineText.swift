internal import TextOutput

/// An outline as text: a table for each run, with a row for each tag.
public struct OutlineText: Sendable {
    /// The order of the tags.
    public var order = OutlineOrder.name
    /// Whether to show plugins, types, sizes and times as well.
    public var isLong = false
    /// Whether to show the tags as a tree, by the slashes in their names.
    public var isTree = false
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
        var blocks = outline.runs.map(block)
        let rest =
            outline.remarks.damage.map(line)
            + outline.remarks.notes.map { EscapedText.terminal($0) }
        if !rest.isEmpty { blocks.append(rest) }
        return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private func line(_ damage: FileDamage) -> String {
        let path = RunPath.text(logdir: damage.logdir, run: damage.file)
        return style.doubtful("damaged") + " \(path): \(EscapedText.terminal(damage.reason))"
    }

    private func block(_ run: LogdirOutline.Run) -> [String] {
        var lines = [heading(run)]
        if !run.tags.isEmpty {
            var table = TextTable(columns, titlePaint: style.faint)
            if isTree {
                for row in TagTree.rows(of: run.tags) {
                    let name = String(repeating: "  ", count: row.depth) + row.name
                    table.add(cells(of: row.tag, name: name))
                }
            } else {
                for tag in order.sorted(run.tags) {
                    table.add(cells(of: tag, name: EscapedText.terminal(tag.tag)))
                }
            }
            lines += table.lines(indent: "  ", width: width)
        }
        if run.unlistedValueCount > 0 {
            let count = NumberText.count(run.unlistedValueCount, "value")
            lines.append("  " + style.doubtful("\(count) of more tags than there is room for"))
        }
        return lines
    }

    private func heading(_ run: LogdirOutline.Run) -> String {
        var facts = [NumberText.count(run.tags.count, "tag")]
        if run.graphCount > 0 { facts.append(NumberText.count(run.graphCount, "graph")) }
        facts.append(NumberText.count(run.fileCount, "file"))
        facts.append(NumberText.bytes(run.byteCount))
        let name = RunPath.text(logdir: run.logdir, run: run.name)
        return style.strong(name) + style.faint("  " + facts.joined(separator: ", "))
    }

    private var columns: [TextTable.Column] {
        var columns = [
            TextTable.Column("tag", isFlexible: true, narrowest: 28),
            TextTable.Column("kind", dispensability: 1),
            TextTable.Column("points", isRightAligned: true),
            TextTable.Column("steps"),
            TextTable.Column("last", isRightAligned: true),
            TextTable.Column("not finite", isRightAligned: true),
        ]
        if isLong {
            columns += [
                TextTable.Column("plugin", dispensability: 3),
                TextTable.Column("type", dispensability: 4),
                TextTable.Column("size", isRightAligned: true, dispensability: 2),
                TextTable.Column("first logged", dispensability: 5),
                TextTable.Column("last logged", dispensability: 6),
            ]
        }
        return columns
    }

    private func cells(of tag: TagOutline?, name: String) -> [TextTable.Cell] {
        guard let tag else { return [TextTable.Cell(name, style.faint)] }
        var cells = [
            TextTable.Cell(name),
            TextTable.Cell(tag.kind.name),
            TextTable.Cell(NumberText.grouped(tag.pointCount)),
            TextTable.Cell(Self.text(of: tag.steps)),
            number(tag.last.value),
            TextTable.Cell(
                tag.nonFiniteCount > 0 ? NumberText.grouped(tag.nonFiniteCount) : "",
                style.bad
            ),
        ]
        if isLong {
            cells += [
                TextTable.Cell(tag.plugin.map(EscapedText.excerpt) ?? ""),
                TextTable.Cell(tag.dtype?.description ?? ""),
                TextTable.Cell(NumberText.bytes(tag.byteCount)),
                TextTable.Cell(TimeText.utc(tag.first.wallTime) ?? ""),
                TextTable.Cell(TimeText.utc(tag.last.wallTime) ?? ""),
            ]
        }
        return cells
    }

    private func number(_ value: Double?) -> TextTable.Cell {
        guard let value else { return TextTable.Cell("") }
        let text = Self.text(of: value)
        return value.isFinite ? TextTable.Cell(text) : TextTable.Cell(text, style.bad)
    }

    static func text(of value: Double) -> String {
        value.isFinite ? ValueText.short(value) : value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf"
    }

    static func text(of steps: ClosedRange<Int64>) -> String {
        let first = NumberText.grouped(steps.lowerBound)
        return steps.lowerBound == steps.upperBound
            ? first : "\(first)..\(NumberText.grouped(steps.upperBound))"
    }
}
