public import TensorBoardEvents

/// What a writer does about non-finite values, besides writing them.
///
/// Scalars, histograms and dumps are always checked; tensors of
/// ``SummaryWriter/addTensor(_:_:shape:step:wallTime:metadata:)`` unless the policy is ``record``.
///
/// ```swift
/// var options = SummaryWriter.Options()
/// options.nonFinitePolicy = .call { print($0) }
/// ```
public enum NonFinitePolicy: Sendable {
    /// Only remembers it; see ``SummaryWriter/hasSeenNonFinite``.
    case record
    /// Calls ``SummaryWriter/Options/onWarning``, once for each tag.
    case warn
    /// Calls a function each time, on the thread that logs, after the value is in the queue.
    ///
    /// The function may use the writer; values that it logs do not lead to another call.
    case call(@Sendable (NonFiniteEvent) -> Void)
}

/// A logged non-finite value.
///
/// ```swift
/// options.nonFinitePolicy = .call { event in
///     print(event.tag, event.step, event.nanCount, event.firstIndex)
/// }
/// ```
public struct NonFiniteEvent: Hashable, Sendable, CustomStringConvertible {
    /// The tag, or the name of the dump.
    public var tag: String
    /// The step of the value.
    public var step: Int
    /// The element type.
    public var dtype: DataType
    /// The sizes of the dimensions, outermost first; empty for a single number.
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
    /// A dumped tensor's role in its layer; `nil` for other values.
    public var role: DumpRole?

    /// The indices of the first non-finite element; empty for a single number.
    public var firstIndex: [Int] {
        TensorShape(shape.map(Int64.init)).index(of: firstFlatIndex) ?? []
    }

    /// The tag, the step, the counts and the first place.
    public var description: String {
        "\(tag), step \(step): "
            + NonFiniteCounts(nanCount, positiveInfinityCount, negativeInfinityCount)
            .text(elementCount, shape, dtype, first: firstFlatIndex)
    }
}

/// The count of each kind, in words.
struct NonFiniteCounts {
    private let found: [(count: Int, kind: String)]

    init(_ nan: Int, _ positiveInfinity: Int, _ negativeInfinity: Int) {
        found = [(nan, "NaN"), (positiveInfinity, "+Inf"), (negativeInfinity, "-Inf")]
            .filter { $0.0 > 0 }
    }

    func text(_ elementCount: Int, _ shape: [Int], _ dtype: DataType, first: Int) -> String {
        guard elementCount != 1 || !shape.isEmpty else {
            return found.map(\.kind).joined(separator: ", ")
        }
        let counts = found.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
        let index = TensorShape(shape.map(Int64.init)).index(of: first)
        let place = index.map { "\($0), " } ?? ""
        return
            "\(counts) among \(elementCount) elements, the first at \(place)flat index \(first); "
            + "\(dtype) of shape \(shape)"
    }
}
