/// The labels of an embedding's points: the text of a metadata file.
struct ProjectorMetadata: Sendable {
    let header: [String]?
    let rows: [[String]]

    /// A label for each point.
    init(_ labels: [String]) {
        header = nil
        rows = labels.map { [$0] }
    }

    /// Several columns for each point.
    ///
    /// A file of several columns must name them, and one of a single column must not: TensorBoard
    /// treats the first line as a header if it contains a tab. Missing names are made up, and
    /// surplus ones left out.
    init(_ rows: [[String]], header: [String]?) {
        self.rows = rows
        let count = rows.first?.count ?? header?.count ?? 0
        self.header = count > 1 ? header ?? (1...count).map { "column \($0)" } : nil
    }

    /// The reason why the projector cannot show these rows, if there is one.
    func problem(for pointCount: Int) -> String? {
        guard rows.count == pointCount else {
            return "there are \(rows.count) rows of metadata for \(pointCount) points"
        }
        let count = header?.count ?? 1
        guard let row = rows.firstIndex(where: { $0.count != count }) else { return nil }
        return "row \(row) of the metadata has \(rows[row].count) columns instead of \(count)"
    }

    /// The lines of the file.
    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        for row in (header.map { [$0] } ?? []) + rows {
            append(row, to: &bytes)
        }
        return bytes
    }

    private func append(_ row: [String], to bytes: inout [UInt8]) {
        // The projector's page skips blank lines, and is then one row short.
        let isBlank = row.allSatisfy { cell in
            cell.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{feff}" }
        }
        for (column, cell) in row.enumerated() {
            if column > 0 { bytes.append(UInt8(ascii: "\t")) }
            if isBlank, column == 0 {
                bytes.append(UInt8(ascii: "-"))
            } else {
                bytes += cell.utf8.map { (0x09...0x0d).contains($0) ? UInt8(ascii: " ") : $0 }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}
