/// What a column has in some consecutive rows: an array, memory of the caller, or one element for all.
///
/// Rows that lack a value have an element all the same, which is not read.
public enum ParquetElements<Element: BitwiseCopyable> {
    /// The elements of an array.
    case array(ArraySlice<Element>)
    /// The elements of memory that stays as it is until ``ParquetWriter/append(rowCount:_:)``
    /// returns.
    case buffer(UnsafeBufferPointer<Element>)
    /// The same element in all rows, which takes hardly any time or bytes.
    case repeating(Element)

    /// The elements of an array.
    public static func array(_ elements: [Element]) -> Self { .array(elements[...]) }

    /// Whether there is an element for each of as many rows.
    func fills(_ rowCount: Int) -> Bool {
        switch self {
        case .array(let elements): elements.count == rowCount
        case .buffer(let elements): elements.count == rowCount
        case .repeating: true
        }
    }

    /// Calls `body` with the elements of some rows, or `repeating` with the one that all have.
    func withElements(
        of rows: Range<Int>,
        _ body: (UnsafeBufferPointer<Element>) -> Void,
        repeating: (Element) -> Void
    ) {
        switch self {
        case .array(let elements):
            elements.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[rows])) }
        case .buffer(let elements): body(UnsafeBufferPointer(rebasing: elements[rows]))
        case .repeating(let element): repeating(element)
        }
    }
}
