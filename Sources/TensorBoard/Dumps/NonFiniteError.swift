public import TensorBoardEvents

/// A tensor, or a number, was meant to be finite and is not.
///
/// ```swift
/// do {
///     try activations.requireFinite("conv1/output")
/// } catch {
///     print(error)    // conv1/output has 3 NaN among 4096 elements, …
/// }
/// ```
public struct NonFiniteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the tensor was called.
    public var name: String
    /// The element type.
    public var dtype: DataType
    /// The sizes of the dimensions, outermost first.
    public var shape: [Int]
    /// How many elements there are.
    public var elementCount: Int
    /// Elements that are NaN; a complex one counts for each kind that one of its parts is.
    public var nanCount: Int
    /// Elements that are positive infinity.
    public var positiveInfinityCount: Int
    /// Elements that are negative infinity.
    public var negativeInfinityCount: Int
    /// The row-major position of the first of them.
    public var firstFlatIndex: Int
    /// Where that is; empty for a single number, and where the shape does not go with the elements.
    public var firstIndex: [Int]
    /// The file that asked.
    public var file: String
    /// The line that asked.
    public var line: Int

    /// Elements that are NaN or infinite.
    public var nonFiniteCount: Int {
        nanCount + positiveInfinityCount + negativeInfinityCount
    }

    /// What is wrong, how much of it, where, and who asked.
    public var description: String {
        let counts = NonFiniteCounts(nanCount, positiveInfinityCount, negativeInfinityCount)
        let verb = elementCount == 1 && shape.isEmpty ? "is" : "has"
        return "\(name) \(verb) "
            + counts.text(elementCount, shape, dtype, first: firstFlatIndex)
            + " (required to be finite at \(file):\(line))"
    }
}
