internal import NonFiniteNumbers
internal import TensorBoardEvents
internal import TextOutput

/// Collects the values of a part of a file, tag by tag.
struct ColumnVisitor: JoiningVisitor {
    /// The values of a tag; of one that is no tag of scalars their places.
    struct Column {
        let tag: String
        let kind: SeriesKind
        let plugin: String?
        let dtype: DataType?
        var steps: [Int64] = []
        var wallTimes: [Double] = []
        var values: [Double] = []
        var offsets: [Int] = []
        var indexes: [Int32] = []
        var byteCounts: [Int] = []
    }

    private(set) var columns: [Column] = []

    mutating func addTag(_ tag: SeriesTag, plugin: String?, dtype: DataType?) {
        columns.append(
            Column(
                tag: EscapedText.text(tag.name),
                kind: tag.kind,
                plugin: plugin,
                dtype: dtype
            )
        )
    }

    func plugin(of tag: Int) -> String? { columns[tag].plugin }

    func dtype(of tag: Int) -> DataType? { columns[tag].dtype }

    @inline(__always)
    mutating func take(_ number: Double, at place: ValuePlace, tag: Int) {
        columns[tag].steps.append(place.step)
        columns[tag].wallTimes.append(place.wallTime)
        columns[tag].values.append(number)
        columns[tag].offsets.append(place.offset)
    }

    mutating func take(
        _ content: ValueView.Content?,
        role: PluginRole,
        at place: ValuePlace,
        tag: Int
    ) {
        // A text in a tag of scalars has no place among them.
        guard columns[tag].kind != .scalars else { return }
        columns[tag].steps.append(place.step)
        columns[tag].wallTimes.append(place.wallTime)
        columns[tag].offsets.append(place.offset)
        columns[tag].indexes.append(place.index)
        columns[tag].byteCounts.append(place.byteCount)
    }

    /// Gives away the values so far.
    mutating func takeColumns() -> [Column] {
        defer {
            for tag in columns.indices {
                columns[tag].steps = []
                columns[tag].wallTimes = []
                columns[tag].values = []
                columns[tag].offsets = []
                columns[tag].indexes = []
                columns[tag].byteCounts = []
            }
        }
        return columns
    }

    mutating func append(_ next: ColumnVisitor, renumbering tag: (Int) -> Int) {
        for (index, column) in next.columns.enumerated() {
            let own = tag(index)
            columns[own].steps += column.steps
            columns[own].wallTimes += column.wallTimes
            columns[own].values += column.values
            columns[own].offsets += column.offsets
            columns[own].indexes += column.indexes
            columns[own].byteCounts += column.byteCounts
        }
    }
}
