/// Numbers of the file format.
///
/// See https://github.com/apache/parquet-format: README.md for the file's structure, and
/// src/main/thrift/parquet.thrift for the structures in it.
enum ParquetFormat {
    /// The first and the last bytes of a file.
    static let magic = Array("PAR1".utf8)
    /// Sizes are stored in 32 bits with a sign, and zlib's bound for such a string has to fit.
    static let maximumStringByteCount = 1 << 30
    /// The size at which a page of strings ends, and at which a dictionary takes no more of them.
    static let stringPageByteLimit = 1 << 20
}

/// "Type" of parquet.thrift.
enum PhysicalType: Int32 {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case float = 4
    case double = 5
    case byteArray = 6
}

/// "Encoding" of parquet.thrift; Encodings.md describes them.
enum PageEncoding: Int32 {
    case plain = 0
    case rle = 3
    case deltaBinaryPacked = 5
    case rleDictionary = 8
    case byteStreamSplit = 9
}

/// "PageType" of parquet.thrift.
enum PageType: Int32 {
    case data = 0
    case dictionary = 2
}

/// "CompressionCodec" of parquet.thrift.
enum CompressionCodec: Int32 {
    case uncompressed = 0
    case gzip = 2
}
