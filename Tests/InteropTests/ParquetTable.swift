import Foundation
import SeriesExport

/// Rows that a Parquet file is to hold, and how they are written.
struct ParquetTable {
    /// The values of a column; `nil` where a row lacks one.
    enum Cells {
        case texts([String?])
        /// The bits of numbers and booleans.
        case bits([Int64?])

        var count: Int {
            switch self {
            case .texts(let texts): texts.count
            case .bits(let bits): bits.count
            }
        }
    }

    let name: String
    var options: ParquetOptions
    /// The number of rows that are written at a time.
    let batchRowCount: Int
    var columns: [(column: ParquetColumn, cells: Cells)] = []

    init(_ name: String, _ options: ParquetOptions = ParquetOptions(), batchRowCount: Int = 1000) {
        self.name = name
        self.options = options
        self.batchRowCount = batchRowCount
    }

    var rowCount: Int { columns.first?.cells.count ?? 0 }

    /// Adds a column, which is optional if a row lacks a value.
    mutating func add(_ name: String, _ texts: [String?]) {
        let column = ParquetColumn(name, .string, isOptional: texts.contains(nil))
        columns.append((column, .texts(texts)))
    }

    /// Adds a column, which is optional if a row lacks a value.
    mutating func add(_ name: String, _ kind: ParquetColumn.Kind, bits: [Int64?]) {
        let column = ParquetColumn(name, kind, isOptional: bits.contains(nil))
        columns.append((column, .bits(bits)))
    }

    /// Adds a column, which is optional if a row lacks a value.
    mutating func add(_ name: String, _ values: [Double?]) {
        add(name, .double, bits: values.map { $0.map { Int64(bitPattern: $0.bitPattern) } })
    }

    /// The bytes of the file.
    func file() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = try ParquetWriter<Never>(columns: columns.map(\.column), options: options) {
            bytes.append(contentsOf: $0)
        }
        let makers = columns.map(Self.values)
        for start in stride(from: 0, to: rowCount, by: batchRowCount) {
            let rows = start..<min(start + batchRowCount, rowCount)
            try writer.append(rowCount: rows.count, makers.map { $0(rows) })
        }
        try writer.finish()
        return bytes
    }

    /// What readers have to find, as JSON can hold it.
    var expectation: [String: Any] {
        [
            "name": name, "rows": rowCount,
            "columns": columns.map { column, cells -> [String: Any] in
                let values: [Any] =
                    switch cells {
                    case .texts(let texts): texts.map { $0.map { $0 as Any } ?? NSNull() }
                    case .bits(let bits): bits.map { $0.map { $0 as Any } ?? NSNull() }
                    }
                return ["name": column.name, "kind": "\(column.kind)", "values": values]
            },
        ]
    }

    private static func values(
        _ column: ParquetColumn,
        _ cells: Cells
    ) -> (Range<Int>) -> ParquetValues {
        switch cells {
        case .texts(let texts): strings(column, texts)
        case .bits(let bits): numbers(column, bits)
        }
    }

    private static func strings(
        _ column: ParquetColumn,
        _ texts: [String?]
    ) -> (Range<Int>) -> ParquetValues {
        let table = ParquetStringTable()
        var places: [String: Int32] = [:]
        let indexes = texts.map { text -> Int32 in
            guard let text else { return 0 }
            if let place = places[text] { return place }
            let place = table.append(text)
            places[text] = place
            return place
        }
        let present = mask(column, texts)
        return { .string(.array(indexes[$0]), in: table, present: present($0)) }
    }

    private static func numbers(
        _ column: ParquetColumn,
        _ bits: [Int64?]
    ) -> (Range<Int>) -> ParquetValues {
        let values = bits.map { $0 ?? 0 }
        let present = mask(column, bits)
        return { rows in
            let values = values[rows]
            let present = present(rows)
            return switch column.kind {
            case .string: .null
            case .int64: .int64(.array(values), present: present)
            case .int32:
                .int32(.array(values.map { Int32(truncatingIfNeeded: $0) }), present: present)
            case .double:
                .double(
                    .array(values.map { Double(bitPattern: UInt64(bitPattern: $0)) }),
                    present: present
                )
            case .float:
                .float(
                    .array(values.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }),
                    present: present
                )
            case .boolean: .boolean(.array(values.map { $0 != 0 }), present: present)
            }
        }
    }

    private static func mask(
        _ column: ParquetColumn,
        _ values: [(some Any)?]
    ) -> (Range<Int>) -> ParquetElements<Bool> {
        guard column.isOptional else { return { _ in .repeating(true) } }
        let present = values.map { $0 != nil }
        return { .array(present[$0]) }
    }
}
