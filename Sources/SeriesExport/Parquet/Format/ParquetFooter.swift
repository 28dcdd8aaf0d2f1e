/// What the end of a file says about it: "FileMetaData" of parquet.thrift.
struct ParquetFooter {
    /// Structures "RowGroup", one after the other.
    private var rowGroups = ThriftCompactWriter()
    private(set) var rowGroupCount = 0
    private var rowCount = 0
    private let columns: [ParquetColumn]
    private let options: ParquetOptions

    init(columns: [ParquetColumn], options: ParquetOptions) {
        self.columns = columns
        self.options = options
    }

    /// The size so far, in bytes.
    var byteCount: Int { rowGroups.bytes.count }

    /// Adds a row group.
    ///
    /// - Parameters:
    ///   - chunks: Its columns' parts.
    ///   - rowCount: The number of its rows.
    ///   - offset: The place of its first page in the file.
    ///   - codec: How its pages are compressed.
    mutating func append(
        _ chunks: [ChunkDescription],
        rowCount: Int,
        offset: Int64,
        codec: CompressionCodec
    ) {
        let ordinal = rowGroupCount
        let columns = columns
        rowGroups.add { group in
            group.beginList(1, of: .structure, count: chunks.count)
            var place = offset
            for (column, chunk) in zip(columns, chunks) {
                group.add {
                    $0.add(2, Int64(0))
                    $0.add(3) { Self.write(chunk, of: column, at: place, codec, to: &$0) }
                }
                place += Int64(chunk.byteCount)
            }
            group.add(2, Int64(chunks.reduce(0) { $0 + $1.uncompressedByteCount }))
            group.add(3, Int64(rowCount))
            group.add(5, offset)
            group.add(6, place - offset)
            // The number is optional, and has 16 bits.
            if let ordinal = Int16(exactly: ordinal) { group.add(7, ordinal) }
        }
        rowGroupCount += 1
        self.rowCount += rowCount
    }

    /// The last bytes of the file in two parts, between which the row groups' bytes stand; `nil` if
    /// they are more than the format allows.
    func encode() -> (head: [UInt8], rowGroups: [UInt8], tail: [UInt8])? {
        var thrift = ThriftCompactWriter()
        var headByteCount = 0
        thrift.add { file in
            // Readers take 1 for all that is here; 2 has no meaning that they agree on.
            file.add(1, Int32(1))
            writeSchema(to: &file)
            file.add(3, Int64(rowCount))
            file.beginList(4, of: .structure, count: rowGroupCount)
            headByteCount = file.bytes.count
            if !options.metadata.isEmpty {
                file.beginList(5, of: .structure, count: options.metadata.count)
                for entry in options.metadata {
                    file.add {
                        $0.add(1, entry.key)
                        $0.add(2, entry.value)
                    }
                }
            }
            file.add(6, options.createdBy)
            // All columns have the order of their type.
            file.beginList(7, of: .structure, count: columns.count)
            for _ in columns { file.add { $0.add(1) { _ in } } }
        }
        guard let length = Int32(exactly: thrift.bytes.count + byteCount) else { return nil }
        var tail = Array(thrift.bytes[headByteCount...])
        tail.appendLittleEndian(UInt32(bitPattern: length))
        tail += ParquetFormat.magic
        return (Array(thrift.bytes[..<headByteCount]), rowGroups.bytes, tail)
    }

    private func writeSchema(to file: inout ThriftCompactWriter) {
        file.beginList(2, of: .structure, count: columns.count + 1)
        file.add {
            $0.add(4, "schema")
            $0.add(5, Int32(clamping: columns.count))
        }
        for column in columns {
            file.add {
                $0.add(1, column.kind.physicalType.rawValue)
                $0.add(3, Int32(column.isOptional ? 1 : 0))
                $0.add(4, column.name)
                if column.kind == .string {
                    // The older name of the type, and the newer one: both are UTF-8 text.
                    $0.add(6, Int32(0))
                    $0.add(10) { $0.add(1) { _ in } }
                }
            }
        }
    }

    private static func write(
        _ chunk: ChunkDescription,
        of column: ParquetColumn,
        at offset: Int64,
        _ codec: CompressionCodec,
        to thrift: inout ThriftCompactWriter
    ) {
        let hasDictionary = chunk.dictionaryByteCount > 0
        thrift.add(1, column.kind.physicalType.rawValue)
        writeEncodings(of: chunk, to: &thrift)
        thrift.beginList(3, of: .binary, count: 1)
        thrift.add(column.name)
        thrift.add(4, codec.rawValue)
        thrift.add(5, Int64(chunk.rowCount))
        thrift.add(6, Int64(chunk.uncompressedByteCount))
        thrift.add(7, Int64(chunk.byteCount))
        thrift.add(9, offset + Int64(chunk.dictionaryByteCount))
        if hasDictionary { thrift.add(11, offset) }
        thrift.add(12) { write(chunk.statistics, nullCount: chunk.nullCount, to: &$0) }
        let dataPages = chunk.pageCounts
        thrift.beginList(
            13,
            of: .structure,
            count: dataPages.count + (hasDictionary ? 1 : 0)
        )
        if hasDictionary { write(.dictionary, .plain, count: 1, to: &thrift) }
        for (encoding, count) in dataPages { write(.data, encoding, count: count, to: &thrift) }
    }

    /// Writes which encodings pages and levels have.
    private static func writeEncodings(
        of chunk: ChunkDescription,
        to thrift: inout ThriftCompactWriter
    ) {
        var encodings: [PageEncoding] = [.rle]
        if chunk.dictionaryByteCount > 0 { encodings.append(.plain) }
        for (encoding, _) in chunk.pageCounts where !encodings.contains(encoding) {
            encodings.append(encoding)
        }
        thrift.beginList(2, of: .int32, count: encodings.count)
        for encoding in encodings { thrift.add(encoding.rawValue) }
    }

    private static func write(
        _ statistics: ValueStatistics,
        nullCount: Int,
        to thrift: inout ThriftCompactWriter
    ) {
        thrift.add(3, Int64(nullCount))
        if let minimum = statistics.minimum, let maximum = statistics.maximum {
            thrift.add(5, maximum)
            thrift.add(6, minimum)
            thrift.add(7, true)
            thrift.add(8, true)
        }
        if let nanCount = statistics.nanCount { thrift.add(9, Int64(nanCount)) }
    }

    private static func write(
        _ type: PageType,
        _ encoding: PageEncoding,
        count: Int,
        to thrift: inout ThriftCompactWriter
    ) {
        thrift.add {
            $0.add(1, type.rawValue)
            $0.add(2, encoding.rawValue)
            $0.add(3, Int32(clamping: count))
        }
    }
}

extension ParquetColumn.Kind {
    var physicalType: PhysicalType {
        switch self {
        case .string: .byteArray
        case .int64: .int64
        case .int32: .int32
        case .double: .double
        case .float: .float
        case .boolean: .boolean
        }
    }

    /// The largest size of a value in memory and in a page, without the bytes of a string.
    var valueByteCount: Int {
        switch self {
        case .string, .int32, .float: 4
        case .int64, .double: 8
        case .boolean: 1
        }
    }
}
