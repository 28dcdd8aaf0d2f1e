public import TensorBoardEvents

/// What a writer does about values that are not finite, besides writing them.
///
/// Scalars, histograms and dumps are looked at in any case, and what ``SummaryWriter/addTensor(_:_:step:wallTime:metadata:)``
/// is handed unless the policy is ``record``.
///
/// ```swift
/// var options = SummaryWriter.Options()
/// options.nonFinitePolicy = .call { print($0) }
/// ```
public enum NonFinitePolicy: Sendable {
    /// Nothing but to note it, see ``SummaryWriter/hasSeenNonFinite``.
    case record
    /// Tells ``SummaryWriter/Options/onWarning``, once for each tag.
    case warn
    /// Calls a function each time, on the thread that logs, after the value was put into the queue.
    ///
    /// The function may use the writer; what it logs itself does not lead to another call.
    case call(@Sendable (NonFiniteEvent) -> Void)
}

/// A logged value that is not finite.
///
/// ```swift
/// options.nonFinitePolicy = .call { event in
///     print(event.tag, event.step, event.nanCount, event.firstIndex)
/// }
/// ```
public struct NonFiniteEvent: Hashable, Sendable, CustomStringConvertible {
    /// The tag, or the name of the dump.
    public var tag: String
    /// The step that was logged at.
    public var step: Int
    /// The element type.
    public var dtype: DataType
    /// The sizes of the dimensions, outermost first; empty for a single number.
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
    /// What a dumped tensor is to its layer; nil for other values.
    public var role: DumpRole?

    /// Where the first of them is; empty for a single number.
    public var firstIndex: [Int] {
        TensorShape(shape.map(Int64.init)).index(of: firstFlatIndex) ?? []
    }

    /// Which tag, which step, how many of what, and where.
    public var description: String {
        "\(tag), step \(step): "
            + NonFiniteCounts(nanCount, positiveInfinityCount, negativeInfinityCount)
            .text(elementCount, shape, dtype, first: firstFlatIndex)
    }
}

/// How often each kind was found, in words.
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
