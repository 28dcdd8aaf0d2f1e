public import RunSeries

/// Scalars as the rows of a Parquet file, with the columns of ``CSVLines/header``.
///
/// NaN and the infinities are themselves. An attempt or writer that is not known is null.
public struct ParquetRows<OutputError: Error>: ~Copyable {
    private var writer: ParquetWriter<OutputError>
    private let runs = ParquetStringTable()
    private let tags = ParquetStringTable()
    private var runNumbers: [[UInt8]: Int32] = [:]
    private var tagNumbers: [[UInt8]: Int32] = [:]

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - options: How to write.
    ///   - write: Takes the next bytes of the file.
    /// - Throws: ``ParquetError/outOfMemory``.
    public init(
        options: ParquetOptions,
        write: @escaping ParquetWriter<OutputError>.Output
    ) throws(ParquetError<OutputError>) {
        writer = try ParquetWriter(
            columns: [
                ParquetColumn("run", .string), ParquetColumn("tag", .string),
                ParquetColumn("step", .int64), ParquetColumn("wall_time", .double),
                ParquetColumn("value", .double), ParquetColumn("attempt", .int32, isOptional: true),
                ParquetColumn("superseded", .boolean),
                ParquetColumn("writer", .int32, isOptional: true),
            ],
            options: options,
            write: write
        )
    }

    /// Adds rows.
    ///
    /// - Throws: After the first error, every call throws that one.
    public mutating func append(_ rows: ScalarRows) throws(ParquetError<OutputError>) {
        let run = Self.number(of: rows.runPath, in: runs, &runNumbers)
        let numbers = rows.tags.map { Self.number(of: $0.name, in: tags, &tagNumbers) }
        let tagColumn = rows.tagNumbers.map { numbers[Int($0)] }  // in range: 32 bits
        try writer.append(
            rowCount: rows.count,
            [
                .string(.repeating(run), in: runs),
                .string(.array(tagColumn), in: tags),
                .int64(rows.steps), .double(rows.wallTimes), .double(rows.values),
                Self.known(rows.attempts), Self.flags(rows.isSuperseded), Self.known(rows.writers),
            ]
        )
    }

    /// Ends the file.
    ///
    /// - Throws: The first error.
    public mutating func finish() throws(ParquetError<OutputError>) { try writer.finish() }

    private static func number(
        of text: String,
        in table: ParquetStringTable,
        _ known: inout [[UInt8]: Int32]
    ) -> Int32 {
        let bytes = Array(text.utf8)
        if let number = known[bytes] { return number }
        let number = table.append(text)
        known[bytes] = number
        return number
    }

    /// Numbers of which 0 means that they are not known.
    private static func known(_ numbers: [Int32]) -> ParquetValues {
        guard let first = numbers.first else { return .null }
        if numbers.allSatisfy({ $0 == first }) {
            return first > 0 ? .int32(.repeating(first)) : .null
        }
        return .int32(numbers.filter { $0 > 0 }, present: .array(numbers.map { $0 > 0 }))
    }

    private static func flags(_ flags: [Bool]) -> ParquetValues {
        guard let first = flags.first, flags.allSatisfy({ $0 == first }) else {
            return .boolean(flags)
        }
        return .boolean(.repeating(first))
    }
}
