internal import TextOutput

/// The columns of a run while its files are read.
final class RunColumns {
    let rows: RunRows
    private var scalars: [ExactName: ScalarSeries] = [:]
    private var others: [ExactName: PlacedSeries] = [:]

    init(_ rows: RunRows) { self.rows = rows }

    /// Adds the next values of a file.
    func append(_ columns: [ColumnVisitor.Column], file: Int) {
        for column in columns where !column.steps.isEmpty {
            if column.kind == .scalars {
                append(scalars: column, file)
            } else {
                append(others: column, file)
            }
        }
    }

    private func append(scalars column: ColumnVisitor.Column, _ file: Int) {
        let name = ExactName(column.tag)
        // Out of the dictionary, so that the arrays are not copied.
        var series =
            scalars.removeValue(forKey: name)
            ?? ScalarSeries(
                tag: column.tag,
                dtype: column.dtype,
                capacity: rows.counts[name] ?? 0
            )
        let start = series.steps.count
        series.steps += column.steps
        series.wallTimes += column.wallTimes
        series.values += column.values
        let number = rows.numbers[name] ?? -1
        for (index, offset) in column.offsets.enumerated() {
            let place = rows.attempts.place(of: offset, in: file)
            series.stretches.append(
                at: start + index,
                attempt: Int32(truncatingIfNeeded: place?.attempt ?? 0),
                writer: Int32(truncatingIfNeeded: place?.writer ?? 0),
                isSuperseded: rows.attempts.isSuperseded(
                    step: column.steps[index],
                    tag: number,
                    place: place,
                    file: file
                )
            )
        }
        scalars[name] = series
    }

    private func append(others column: ColumnVisitor.Column, _ file: Int) {
        let name = ExactName(column.tag)
        var series =
            others.removeValue(forKey: name)
            ?? PlacedSeries(
                tag: column.tag,
                kind: column.kind,
                plugin: column.plugin,
                dtype: column.dtype
            )
        series.steps += column.steps
        series.wallTimes += column.wallTimes
        series.byteCounts += column.byteCounts
        for (offset, index) in zip(column.offsets, column.indexes) {
            series.places.append(
                PlacedSeries.Place(
                    file: Int32(truncatingIfNeeded: file),
                    index: index,
                    offset: offset
                )
            )
        }
        others[name] = series
    }

    /// The tags of scalars, sorted by the bytes of their names.
    func sortedScalars() -> [ScalarSeries] {
        scalars.values.sorted { $0.tag.utf8.lexicographicallyPrecedes($1.tag.utf8) }
    }

    /// The other tags, sorted by the bytes of their names.
    func sortedOthers() -> [PlacedSeries] {
        others.values.sorted { $0.tag.utf8.lexicographicallyPrecedes($1.tag.utf8) }
    }
}
