public import TensorBoardEvents

/// An error for a tensor or a number that should be finite and is not.
///
/// ```swift
/// do {
///     try activations.requireFinite("conv1/output")
/// } catch {
///     print(error)    // conv1/output has 3 NaN among 4096 elements, …
/// }
/// ```
public struct NonFiniteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The tensor's name.
    public var name: String
    /// The element type.
    public var dtype: DataType
    /// The sizes of the dimensions, outermost first.
    public var shape: [Int]
    /// The number of elements.
    public var elementCount: Int
    /// The number of NaN elements; a complex element counts for each kind among its parts.
    public var nanCount: Int
    /// The number of elements that are positive infinity.
    public var positiveInfinityCount: Int
    /// The number of elements that are negative infinity.
    public var negativeInfinityCount: Int
    /// The row-major position of the first non-finite element.
    public var firstFlatIndex: Int
    /// The indices of that position; empty for a single number, and if the shape does not match the
    /// elements.
    public var firstIndex: [Int]
    /// The file of the call.
    public var file: String
    /// The line of the call.
    public var line: Int

    /// The number of elements that are NaN or infinite.
    public var nonFiniteCount: Int {
        nanCount + positiveInfinityCount + negativeInfinityCount
    }

    /// The name, the counts, the first place, and the line of the call.
    public var description: String {
        let counts = NonFiniteCounts(nanCount, positiveInfinityCount, negativeInfinityCount)
        let verb = elementCount == 1 && shape.isEmpty ? "is" : "has"
        return "\(name) \(verb) "
            + counts.text(elementCount, shape, dtype, first: firstFlatIndex)
            + " (required to be finite at \(file):\(line))"
    }
}
