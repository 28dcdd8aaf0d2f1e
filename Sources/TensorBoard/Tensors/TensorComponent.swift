/// What an array may hold to be a tensor: numbers, and arrays or SIMD vectors of them.
///
/// ```swift
/// writer.addTensor("confusion", [[50, 3], [1, 46]], step: 10)
/// let points = [SIMD3<Float>(0, 0, 1), SIMD3(0, 1, 0)]
/// writer.addTensor("points", points, step: 10)    // of shape [2, 3]
/// ```
///
/// Types of your own conform to ``TensorElement`` or to ``TensorSource`` instead.
public protocol TensorComponent {
    /// The type of the elements.
    static var tensorDType: DataType { get }
    /// The sizes of the dimensions of several values, the first of which is their number.
    ///
    /// A size is -1 if the values differ in it; such a tensor is left out, with a warning.
    static func tensorShape(of components: UnsafeBufferPointer<Self>) -> [Int]
    /// Calls `body` with the elements of several values, without gaps.
    static func withTensorBytes<Result>(
        of components: UnsafeBufferPointer<Self>,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result
}

/// Values that are tensors themselves, as the parts of one.
enum NestedTensor {
    /// The size of a dimension in which the parts differ.
    static let raggedSize = -1

    /// The number of the parts, and the sizes of each.
    ///
    /// - Parameters:
    ///   - parts: The parts.
    ///   - empty: The shape of a part if there is none.
    /// - Returns: All sizes.
    static func shape(
        of parts: UnsafeBufferPointer<some TensorSource>,
        empty: @autoclosure () -> [Int]
    ) -> [Int] {
        guard var shape = parts.first?.tensorShape else { return [0] + empty() }
        for part in parts.dropFirst() {
            shape = zip(shape, part.tensorShape).map { $0 == $1 ? $0 : raggedSize }
        }
        return [parts.count] + shape
    }

    /// Calls `body` with a copy of all elements.
    static func withBytes<Result>(
        of parts: UnsafeBufferPointer<some TensorSource>,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        var bytes: [UInt8] = []
        for part in parts { part.withTensorBytes { bytes.append(contentsOf: $0) } }
        return try bytes.withUnsafeBytes(body)
    }
}
