/// Collects the rows of one column, whatever its values are.
class ColumnWriter {
    let column: ParquetColumn
    fileprivate(set) final var chunk = ColumnChunk()
    /// Which rows of the open page have a value, if some may lack it.
    fileprivate final var levels = BitRuns()
    fileprivate final var pageRowCount = 0
    /// The size of the open page's values so far, in bytes of memory.
    fileprivate final var openByteCount = 0
    private final var levelBytes: [UInt8] = []

    init(_ column: ParquetColumn) {
        self.column = column
    }

    /// The memory that the open row group takes, in bytes.
    final var byteCount: Int { chunk.byteCount + levels.byteCount + openByteCount }

    /// Adds rows without a value.
    final func appendNulls(_ count: Int) {
        levels.append(repeating: false, count: count)
        chunk.description.nullCount += count
        pageRowCount += count
    }

    /// Ends the open page, if it has rows.
    func closePage(_ compressor: PageCompressor) throws(CompressionFailure) {}

    /// Ends the open row group's part of this column.
    func closeChunk(_ compressor: PageCompressor) throws(CompressionFailure) {}

    /// The memory that is kept for the next row group, in bytes.
    var capacity: Int { chunk.capacity }

    /// Begins another row group.
    func beginChunk(releasingMemory: Bool) {
        chunk.begin(releasingMemory: releasingMemory)
    }

    fileprivate func append(
        page values: [UInt8],
        _ encoding: PageEncoding,
        _ compressor: PageCompressor
    ) throws(CompressionFailure) {
        levelBytes.removeAll(keepingCapacity: true)
        if column.isOptional { levelBytes.appendLengthPrefixed(levels) }
        try chunk.appendPage(
            levels: levelBytes,
            values: values,
            encoding: encoding,
            rowCount: pageRowCount,
            compressor
        )
        levels.removeAll()
        pageRowCount = 0
        openByteCount = 0
    }
}

/// Collects the rows of a column whose values one kind of encoder takes.
final class TypedColumnWriter<Encoder: ValueEncoder>: ColumnWriter {
    fileprivate var encoder: Encoder

    init(_ column: ParquetColumn, _ encoder: Encoder) {
        self.encoder = encoder
        super.init(column)
    }

    /// Adds rows.
    func append(
        _ elements: ParquetElements<Encoder.Element>,
        present: ParquetElements<Bool>,
        rows: Range<Int>,
        _ scratch: UnsafeMutableRawBufferPointer
    ) {
        if column.isOptional {
            appendPresent(elements, present, rows, scratch)
        } else {
            encode(elements, rows)
        }
        pageRowCount += rows.count
        openByteCount = encoder.openByteCount
    }

    override func closePage(_ compressor: PageCompressor) throws(CompressionFailure) {
        guard pageRowCount > 0 else { return }
        let encoding = encoder.sealPage()
        try append(page: encoder.page, encoding, compressor)
        encoder.beginPage()
    }

    override func closeChunk(_ compressor: PageCompressor) throws(CompressionFailure) {
        try closePage(compressor)
        chunk.description.statistics = encoder.statistics
        try chunk.setDictionary(encoder.dictionary, compressor)
    }

    override var capacity: Int { super.capacity + encoder.capacity }

    override func beginChunk(releasingMemory: Bool) {
        super.beginChunk(releasingMemory: releasingMemory)
        encoder.beginChunk()
        if releasingMemory { encoder.releaseMemory() }
    }

    private func encode(_ elements: ParquetElements<Encoder.Element>, _ rows: Range<Int>) {
        elements.withElements(
            of: rows,
            { encoder.append($0) },
            repeating: { encoder.append(repeating: $0, count: rows.count) }
        )
    }

    private func appendPresent(
        _ elements: ParquetElements<Encoder.Element>,
        _ present: ParquetElements<Bool>,
        _ rows: Range<Int>,
        _ scratch: UnsafeMutableRawBufferPointer
    ) {
        present.withElements(
            of: rows,
            { present in
                let presentCount = levels.append(present)
                chunk.description.nullCount += rows.count - presentCount
                elements.withElements(
                    of: rows,
                    { encoder.append(Self.gather($0, present, scratch)) },
                    repeating: { encoder.append(repeating: $0, count: presentCount) }
                )
            },
            repeating: { isPresent in
                levels.append(repeating: isPresent, count: rows.count)
                if isPresent {
                    encode(elements, rows)
                } else {
                    chunk.description.nullCount += rows.count
                }
            }
        )
    }

    /// Copies the elements of rows that have a value to `scratch`, one after the other.
    private static func gather(
        _ elements: UnsafeBufferPointer<Encoder.Element>,
        _ present: UnsafeBufferPointer<Bool>,
        _ scratch: UnsafeMutableRawBufferPointer
    ) -> UnsafeBufferPointer<Encoder.Element> {
        let gathered = scratch.bindMemory(to: Encoder.Element.self)
        var count = 0
        for row in 0..<elements.count {
            gathered[count] = elements[row]
            count &+= present[row] ? 1 : 0
        }
        return UnsafeBufferPointer(rebasing: gathered[..<count])
    }
}

extension TypedColumnWriter where Encoder == StringEncoder {
    /// Takes the strings that follow from a table.
    func use(
        _ table: ParquetStringTable,
        _ compressor: PageCompressor
    ) throws(CompressionFailure) {
        if encoder.endsPage(before: table) { try closePage(compressor) }
        encoder.use(table)
    }

    /// Ends a page of strings that has become large.
    func closePageIfLarge(_ compressor: PageCompressor) throws(CompressionFailure) {
        if encoder.endsPage { try closePage(compressor) }
    }
}
