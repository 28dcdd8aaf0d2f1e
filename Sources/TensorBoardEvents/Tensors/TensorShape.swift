internal import ClampedArithmetic

/// The dimensions of a tensor, outermost first; a tensor without a shape has rank 0.
///
/// ```swift
/// let shape = TensorShape([8, 4])
/// print(shape.elementCount ?? 0)       // 32
/// print(shape.index(of: 9) ?? [])      // [2, 1]
/// ```
public struct TensorShape: Hashable, Sendable {
    /// The sizes; -1 for an unknown one.
    public private(set) var dimensions: [Int64] = []
    /// Whether the number of dimensions is unknown.
    public private(set) var hasUnknownRank = false

    /// Creates a shape of rank 0.
    public init() {}

    /// Creates a shape with the given sizes, outermost first.
    public init(_ dimensions: [Int64]) {
        self.dimensions = dimensions
    }

    package init(_ dimensions: [Int64], hasUnknownRank: Bool) {
        self.dimensions = dimensions
        self.hasUnknownRank = hasUnknownRank
    }

    /// The number of elements; `nil` if a dimension is unknown or the product overflows.
    public var elementCount: Int? {
        guard !hasUnknownRank else { return nil }
        var count = 1
        for dimension in dimensions {
            guard dimension >= 0 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(
                by: Int(clamping: dimension)
            )
            guard !overflow else { return nil }
            count = product
        }
        return count
    }

    /// Whether the dimensions are known and their product exceeds 64 bits.
    package var overflows: Bool {
        elementCount == nil && !hasUnknownRank && !dimensions.contains { $0 < 0 }
    }

    /// The index of the element at the row-major position `flatIndex`; `nil` if out of range.
    public func index(of flatIndex: Int) -> [Int]? {
        guard let count = elementCount, flatIndex >= 0, flatIndex < count else { return nil }
        var rest = flatIndex
        var index: [Int] = []
        for dimension in dimensions.reversed() {
            index.append(rest % Int(clamping: dimension))
            rest /= Int(clamping: dimension)
        }
        return index.reversed()
    }

    /// Returns to rank 0, keeping the memory.
    package mutating func removeAll() {
        dimensions.removeAll(keepingCapacity: true)
        hasUnknownRank = false
    }

    /// Adds the dimensions of a serialized `TensorShapeProto`.
    ///
    /// - Returns: Whether the message is well-formed.
    package mutating func merge(_ message: UnsafeRawBufferPointer) -> Bool {
        var reader = WireReader(message)
        var isWhole = true
        while reader.advance() {
            switch (reader.fieldNumber, reader.wireType) {
            case (FieldNumber.Shape.dimension, .delimited):
                guard dimensions.count < Self.maximumRank else { return false }
                var dimension = WireReader(reader.bytes)
                var size: Int64 = 0
                while dimension.advance() {
                    if dimension.fieldNumber == FieldNumber.Shape.size,
                        dimension.wireType == .varint
                    {
                        size = Int64(bitPattern: dimension.bits)
                    }
                }
                isWhole = isWhole && !dimension.isMalformed
                dimensions.append(size)
            case (FieldNumber.Shape.unknownRank, .varint):
                hasUnknownRank = reader.bits != 0
            default: continue
            }
        }
        return isWhole && !reader.isMalformed
    }

    /// TensorFlow's own limit (`TensorShape::MaxDimensions`).
    private static let maximumRank = 254
}
