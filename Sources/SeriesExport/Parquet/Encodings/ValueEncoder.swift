/// Collects the values of one column, page after page.
///
/// A page is sealed, read and begun again; statistics and a dictionary are those of a column
/// chunk, the column's part of a row group.
protocol ValueEncoder {
    associatedtype Element: BitwiseCopyable

    /// The size of the open page so far, in bytes of memory.
    var openByteCount: Int { get }
    /// The memory for pages, in bytes.
    var capacity: Int { get }
    /// The bytes of the sealed page.
    var page: [UInt8] { get }
    /// Whether the open page should end here, although it has room for more rows.
    var endsPage: Bool { get }
    /// The strings that pages refer to.
    var dictionary: ValueDictionary { get }
    /// What is known about the chunk's values.
    var statistics: ValueStatistics { get }

    /// Adds the values of rows that have one.
    mutating func append(_ values: UnsafeBufferPointer<Element>)
    /// Adds a value that occurs so many times.
    mutating func append(repeating value: Element, count: Int)
    /// Encodes what is left of the open page.
    mutating func sealPage() -> PageEncoding
    /// Begins another page.
    mutating func beginPage()
    /// Begins another column chunk.
    mutating func beginChunk()
    /// Gives back the memory that only the last chunk needed.
    mutating func releaseMemory()
}

extension ValueEncoder {
    var endsPage: Bool { false }
    var dictionary: ValueDictionary { ValueDictionary() }
}

/// The different values of a column chunk, in plain encoding.
struct ValueDictionary {
    var count = 0
    var bytes: [UInt8] = []
}

/// What is known about the values of a column chunk, in plain encoding without lengths.
struct ValueStatistics: Equatable {
    var minimum: [UInt8]?
    var maximum: [UInt8]?
    /// The number of NaN values; `nil` where there are none by type.
    var nanCount: Int?
}
