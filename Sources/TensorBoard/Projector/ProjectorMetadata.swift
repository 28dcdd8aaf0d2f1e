/// What an embedding's points are called: the text of a metadata file.
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
    /// takes its first line for a header where it holds a tab. What is missing is made up and
    /// what is too much left out.
    init(_ rows: [[String]], header: [String]?) {
        self.rows = rows
        let count = rows.first?.count ?? header?.count ?? 0
        self.header = count > 1 ? header ?? (1...count).map { "column \($0)" } : nil
    }

    /// What keeps the projector from showing these rows, if anything does.
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
        // The projector's page passes over lines that are blank, and is one row short then.
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
