/// Writes rows to a Parquet file, one row group after the other.
///
/// ```swift
/// let tags = ParquetStringTable()
/// let loss = tags.append("loss")
/// var bytes: [UInt8] = []
/// var writer = try ParquetWriter(
///     columns: [
///         ParquetColumn("tag", .string), ParquetColumn("step", .int64),
///         ParquetColumn("value", .double),
///     ],
///     write: { (part: UnsafeRawBufferPointer) in bytes.append(contentsOf: part) }
/// )
/// try writer.append(
///     rowCount: 3,
///     [.string(.repeating(loss), in: tags), .int64([1, 2, 3]), .double([0.5, .nan, -0.0])]
/// )
/// try writer.finish()
/// ```
///
/// The output is written from its first byte to its last one. Memory holds one row group, and the
/// description of all of them, some 100 bytes for each column of each: about 3 MB for a billion
/// rows of a narrow file. A file that was not finished cannot be read.
///
/// See https://github.com/apache/parquet-format.
public struct ParquetWriter<OutputError: Error>: ~Copyable {
    /// Takes the next bytes of the file.
    public typealias Output = (UnsafeRawBufferPointer) throws(OutputError) -> Void

    private let output: Output
    private let options: ParquetOptions
    private let rowGroupByteLimit: Int
    private let columns: [AnyColumnWriter]
    private let compressor: PageCompressor
    /// Memory for the values of rows that have one, as many as a page has rows.
    private var scratch: [UInt64]
    private var footer: ParquetFooter
    private var offset: Int64 = 0
    private var groupRowCount = 0
    private var pageRowCount = 0
    private var failure: ParquetError<OutputError>?
    private var isFinished = false

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - columns: The columns, at least one.
    ///   - options: How to write.
    ///   - write: Takes the next bytes of the file, of which it keeps no pointer; it is called a
    ///     few times for each row group.
    /// - Throws: ``ParquetError/duplicateColumn(_:)``, or ``ParquetError/outOfMemory``.
    public init(
        columns: [ParquetColumn],
        options: ParquetOptions = ParquetOptions(),
        write: @escaping Output
    ) throws(ParquetError<OutputError>) {
        precondition(!columns.isEmpty, "a Parquet file needs a column")
        var names: Set<String> = []
        for column in columns where !names.insert(column.name).inserted {
            throw .duplicateColumn(column.name)
        }
        guard let compressor = PageCompressor(options.compression) else { throw .outOfMemory }
        self.compressor = compressor
        var options = options
        // A page of so many rows has a size that fits the format.
        options.pageRowLimit = min(max(options.pageRowLimit, 1), 1 << 20)
        options.rowGroupRowLimit = max(options.rowGroupRowLimit, 1)
        self.options = options
        output = write
        rowGroupByteLimit = options.rowGroupByteLimit(columnCount: columns.count)
        let isCompressed = compressor.codec != .uncompressed
        self.columns = columns.map { AnyColumnWriter($0, isCompressed: isCompressed) }
        scratch = []
        footer = ParquetFooter(columns: columns, options: options)
    }

    /// Adds rows.
    ///
    /// Thousands of rows at a time are as fast as millions.
    ///
    /// - Parameters:
    ///   - rowCount: The number of rows.
    ///   - values: The values of each column, in the order of columns, each for all rows.
    /// - Throws: After the first error, every call throws that one.
    public mutating func append(
        rowCount: Int,
        _ values: [ParquetValues]
    ) throws(ParquetError<OutputError>) {
        if let failure { throw failure }
        precondition(!isFinished, "the file is finished")
        let rowByteCount = try check(values, rowCount)
        var start = 0
        while start < rowCount {
            let count = min(
                rowCount - start,
                max(Self.sliceByteCount / rowByteCount, 1),
                options.pageRowLimit - pageRowCount,
                options.rowGroupRowLimit - groupRowCount
            )
            try appendSlice(values, start..<start + count)
            start += count
        }
    }

    /// Ends the file.
    ///
    /// Does nothing where the file was finished before.
    public mutating func finish() throws(ParquetError<OutputError>) {
        if let failure { throw failure }
        guard !isFinished else { return }
        if groupRowCount > 0 { try closeRowGroup() }
        if offset == 0 { try emit(ParquetFormat.magic) }
        guard let (head, rowGroups, tail) = footer.encode() else { try fail(.footerTooLarge) }
        for part in [head, rowGroups, tail] { try emit(part) }
        isFinished = true
    }

    /// The size of rows that are added before the size of the row group is looked at.
    private static var sliceByteCount: Int { 2 << 20 }

    /// The memory that is kept for the next row group.
    private static var keptByteCount: Int { 12 << 20 }

    /// Returns the largest size that a row may have.
    private mutating func check(
        _ values: [ParquetValues],
        _ rowCount: Int
    ) throws(ParquetError<OutputError>) -> Int {
        precondition(values.count == columns.count, "there are values for each column")
        var rowByteCount = 0
        // Tuples of `zip` would copy the values.
        for index in columns.indices {
            precondition(values[index].fills(rowCount), "there is an element for each row")
            precondition(columns[index].accepts(values[index]), "values are of the column's kind")
            let longest = values[index].longestByteCount
            let column = columns[index].base.column
            guard longest <= ParquetFormat.maximumStringByteCount else {
                try fail(.stringTooLong(column: column.name, byteCount: longest))
            }
            rowByteCount += column.kind.valueByteCount + longest
        }
        return rowByteCount
    }

    private mutating func appendSlice(
        _ values: [ParquetValues],
        _ rows: Range<Int>
    ) throws(ParquetError<OutputError>) {
        if scratch.count < rows.count {
            scratch = [UInt64](repeating: 0, count: rows.count)
        }
        var byteCount = 0
        do throws(CompressionFailure) {
            try scratch.withUnsafeMutableBufferPointer { scratch throws(CompressionFailure) in
                let scratch = UnsafeMutableRawBufferPointer(scratch)
                for index in columns.indices {
                    try columns[index].append(values[index], rows: rows, scratch, compressor)
                    byteCount += columns[index].base.byteCount
                }
            }
            pageRowCount += rows.count
            groupRowCount += rows.count
            if pageRowCount >= options.pageRowLimit {
                for column in columns { try column.base.closePage(compressor) }
                pageRowCount = 0
            }
        } catch {
            try fail(.outOfMemory)
        }
        if byteCount >= rowGroupByteLimit || groupRowCount >= options.rowGroupRowLimit {
            try closeRowGroup()
        }
    }

    private mutating func closeRowGroup() throws(ParquetError<OutputError>) {
        if offset == 0 { try emit(ParquetFormat.magic) }
        let start = offset
        var chunks: [ChunkDescription] = []
        chunks.reserveCapacity(columns.count)
        var capacity = 0
        for column in columns {
            do throws(CompressionFailure) {
                try column.base.closeChunk(compressor)
            } catch {
                try fail(.outOfMemory)
            }
            chunks.append(column.base.chunk.description)
            try emit(column.base.chunk.dictionaryPage)
            try emit(column.base.chunk.pages)
            // All columns of a wide file, or some that are large in turn, would keep too much.
            let kept = column.base.capacity
            let isTooMuch = capacity + kept > max(rowGroupByteLimit, Self.keptByteCount)
            if !isTooMuch { capacity += kept }
            column.base.beginChunk(releasingMemory: isTooMuch)
        }
        footer.append(chunks, rowCount: groupRowCount, offset: start, codec: compressor.codec)
        guard footer.byteCount < Int(Int32.max) else { try fail(.footerTooLarge) }
        groupRowCount = 0
        pageRowCount = 0
    }

    private mutating func emit(_ bytes: [UInt8]) throws(ParquetError<OutputError>) {
        guard !bytes.isEmpty else { return }
        do throws(OutputError) {
            try bytes.withUnsafeBufferPointer { bytes throws(OutputError) in
                try output(UnsafeRawBufferPointer(bytes))
            }
        } catch {
            try fail(.output(error))
        }
        offset += Int64(bytes.count)
    }

    /// Keeps the first error, since nothing that follows could make the file whole.
    private mutating func fail(
        _ error: ParquetError<OutputError>
    ) throws(ParquetError<OutputError>) -> Never {
        failure = error
        throw error
    }
}
