/// The writer of a column, by the kind of its values.
enum AnyColumnWriter {
    case string(TypedColumnWriter<StringEncoder>)
    case int64(TypedColumnWriter<DeltaEncoder<Int64>>)
    case int32(TypedColumnWriter<DeltaEncoder<Int32>>)
    case double(TypedColumnWriter<PlainEncoder<Double>>)
    case float(TypedColumnWriter<PlainEncoder<Float>>)
    case boolean(TypedColumnWriter<BooleanEncoder>)

    init(_ column: ParquetColumn, isCompressed: Bool) {
        self =
            switch column.kind {
            case .string: .string(.init(column, StringEncoder()))
            case .int64: .int64(.init(column, DeltaEncoder()))
            case .int32: .int32(.init(column, DeltaEncoder()))
            case .double: .double(.init(column, PlainEncoder(isSplit: isCompressed)))
            case .float: .float(.init(column, PlainEncoder(isSplit: isCompressed)))
            case .boolean: .boolean(.init(column, BooleanEncoder()))
            }
    }

    /// The writer without its kind.
    var base: ColumnWriter {
        switch self {
        case .string(let writer): writer
        case .int64(let writer): writer
        case .int32(let writer): writer
        case .double(let writer): writer
        case .float(let writer): writer
        case .boolean(let writer): writer
        }
    }

    /// Whether the values are of the column's kind, and lack none in a column that needs all.
    func accepts(_ values: ParquetValues) -> Bool {
        if !base.column.isOptional {
            guard case .repeating(true) = values.present else { return false }
        }
        return switch (self, values.content) {
        case (.string, .string), (.int64, .int64), (.int32, .int32): true
        case (.double, .double), (.float, .float), (.boolean, .boolean): true
        case (_, .null): true
        default: false
        }
    }

    /// Adds rows of values that the column accepts.
    func append(
        _ values: ParquetValues,
        rows: Range<Int>,
        _ scratch: UnsafeMutableRawBufferPointer,
        _ compressor: PageCompressor
    ) throws(CompressionFailure) {
        switch (self, values.content) {
        case (.string(let writer), .string(let indexes, let table)):
            try writer.use(table, compressor)
            writer.append(indexes, present: values.present, rows: rows, scratch)
            try writer.closePageIfLarge(compressor)
        case (.int64(let writer), .int64(let elements)):
            writer.append(elements, present: values.present, rows: rows, scratch)
        case (.int32(let writer), .int32(let elements)):
            writer.append(elements, present: values.present, rows: rows, scratch)
        case (.double(let writer), .double(let elements)):
            writer.append(elements, present: values.present, rows: rows, scratch)
        case (.float(let writer), .float(let elements)):
            writer.append(elements, present: values.present, rows: rows, scratch)
        case (.boolean(let writer), .boolean(let elements)):
            writer.append(elements, present: values.present, rows: rows, scratch)
        default: base.appendNulls(rows.count)
        }
    }
}
