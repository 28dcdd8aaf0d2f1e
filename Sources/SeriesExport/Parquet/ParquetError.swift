/// The reason why a Parquet file is not whole.
public enum ParquetError<OutputError: Error>: Error {
    /// The output accepted no more bytes.
    case output(OutputError)
    /// Two columns have the same name.
    case duplicateColumn(String)
    /// A string of a column's table is too large for a page.
    case stringTooLong(column: String, byteCount: Int)
    /// The description of all row groups is too large for the format.
    case footerTooLarge
    /// There is no memory for zlib.
    case outOfMemory
}

extension ParquetError: CustomStringConvertible {
    /// What failed, where, and what to do about it.
    public var description: String {
        switch self {
        case .output(let error): "cannot write the Parquet file: \(error)"
        case .duplicateColumn(let name):
            "two columns of a Parquet file have the name \(name); rename one, or leave it out"
        case .stringTooLong(let column, let byteCount):
            """
            the column \(column) has a string of \(byteCount) bytes, and a page of a Parquet file \
            holds \(ParquetFormat.maximumStringByteCount); leave it out
            """
        case .footerTooLarge:
            """
            the row groups of a Parquet file need a footer of more than 2 GiB; write several \
            files, or fewer columns
            """
        case .outOfMemory: "there is no memory for zlib; free some, or do not compress"
        }
    }
}

extension ParquetError: Equatable where OutputError: Equatable {}
extension ParquetError: Hashable where OutputError: Hashable {}
