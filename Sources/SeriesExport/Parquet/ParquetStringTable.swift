/// The strings that rows refer to by their indexes.
///
/// ```swift
/// let tags = ParquetStringTable()
/// let loss = tags.append("loss")
/// ```
///
/// A row group's dictionary holds the strings that occur in it, each once; a table may hold more.
/// Append each string once: a table does not compare them. One table may serve several columns.
public final class ParquetStringTable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// The size of the longest string, in bytes.
    private(set) var longestByteCount = 0

    /// Creates an empty table.
    public init() {}

    /// The number of strings.
    public var count: Int { ends.count }

    /// Appends a string.
    ///
    /// - Returns: Its index.
    @discardableResult
    public func append(_ string: String) -> Int32 {
        var string = string
        return string.withUTF8 { append(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Appends the bytes of a string, which should be valid UTF-8: many readers refuse others.
    ///
    /// - Returns: Its index.
    @discardableResult
    public func append(utf8: UnsafeRawBufferPointer) -> Int32 {
        precondition(ends.count < Int(Int32.max), "a string table holds less than 2^31 strings")
        bytes.append(contentsOf: utf8)
        ends.append(bytes.count)
        longestByteCount = max(longestByteCount, utf8.count)
        return Int32(truncatingIfNeeded: ends.count - 1)
    }

    /// Calls `body` with the bytes of the string at `index`.
    func withBytes<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = index == 0 ? 0 : ends[index - 1]
        let end = ends[index]
        return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    }
}
