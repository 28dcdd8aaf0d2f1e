/// How a Parquet file is written.
public struct ParquetOptions: Hashable, Sendable {
    /// How pages are compressed.
    public enum Compression: Hashable, Sendable {
        /// Not at all.
        case uncompressed
        /// By zlib, at a level from 1, the fastest, to 9.
        ///
        /// Bytes of floating-point numbers are grouped by their significance first, which makes
        /// series of scalars at level 1 hardly larger than at level 6, in half the time.
        case gzip(level: Int)
    }

    /// How pages are compressed.
    public var compression: Compression
    /// The number of rows at which a row group ends, at the latest; at least 1.
    public var rowGroupRowLimit: Int
    /// The encoded size at which a row group ends, in bytes; `nil` for 6 MiB, or 8 KiB for each
    /// column of a wide file, up to 32 MiB.
    ///
    /// A writer keeps a whole row group in memory, some more than this size.
    public var rowGroupByteLimit: Int?
    /// The number of rows at which a page ends, from 1 to 2^20.
    public var pageRowLimit: Int
    /// The program that writes, in the form "application version 1.0 (build 6cf94d29)".
    public var createdBy: String
    /// What else the file says about itself, in this order.
    public var metadata: [Metadata]

    /// A named text in a file's footer.
    public struct Metadata: Hashable, Sendable {
        /// The name.
        public var key: String
        /// The text.
        public var value: String

        /// Creates an entry.
        public init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }

    /// Creates options.
    ///
    /// - Parameters:
    ///   - compression: How pages are compressed.
    ///   - createdBy: The program that writes.
    ///   - metadata: What else the file says about itself.
    public init(
        compression: Compression = .uncompressed,
        createdBy: String = "tfevents version unknown",
        metadata: [Metadata] = []
    ) {
        self.compression = compression
        rowGroupRowLimit = 1 << 20
        pageRowLimit = 1 << 15
        self.createdBy = createdBy
        self.metadata = metadata
    }

    /// The encoded size at which a row group of as many columns ends.
    func rowGroupByteLimit(columnCount: Int) -> Int {
        max(rowGroupByteLimit ?? min(max(6 << 20, columnCount << 13), 32 << 20), 1)
    }
}
