internal import ClampedArithmetic
internal import TFRecord

/// Numbers about a tensor: its elements by kind, and the distribution of the finite ones.
///
/// A dump writes it under `<name>/digest` as a `DT_DOUBLE` vector of 16 numbers and the dimensions;
/// see ``vector``. All counts are exact below 2^53, and none of the numbers is NaN or infinite.
///
/// ```swift
/// if let digest = DumpDigest(vector: numbers), digest.nonFiniteCount > 0 {
///     print(digest.nanCount, "NaN, the first non-finite one at", digest.firstNonFiniteIndex ?? 0)
/// }
/// ```
public struct DumpDigest: Hashable, Sendable {
    /// The element type of the tensor.
    public var dtype: DataType
    /// The sizes of the dimensions, outermost first.
    public var shape: [Int]
    /// The number of elements.
    public var elementCount = 0
    /// The number of NaN elements; a complex element counts for each kind among its parts.
    public var nanCount = 0
    /// The number of elements that are positive infinity.
    public var positiveInfinityCount = 0
    /// The number of elements that are negative infinity.
    public var negativeInfinityCount = 0
    /// The number of zeros of either sign.
    public var zeroCount = 0
    /// The number of finite elements below zero.
    public var negativeCount = 0
    /// The number of elements whose magnitude is exactly 1.
    public var unitCount = 0
    /// The row-major position of the first non-finite element; `nil` if all are finite.
    public var firstNonFiniteIndex: Int?
    /// The smallest finite element.
    ///
    /// For complex elements, this and the following properties are about the magnitudes.
    public var min = 0.0
    /// The largest finite element.
    public var max = 0.0
    /// The mean of the finite elements.
    public var mean = 0.0
    /// The population standard deviation of the finite elements.
    public var standardDeviation = 0.0
    /// The L2 norm of the finite elements.
    public var l2Norm = 0.0
    /// The smallest nonzero magnitude of a finite element; 0 if there is none.
    public var smallestMagnitude = 0.0

    /// Creates the digest of a tensor without elements.
    public init(dtype: DataType, shape: [Int]) {
        self.dtype = dtype
        self.shape = shape
    }

    /// The number of elements that are NaN or infinite.
    public var nonFiniteCount: Int {
        nanCount.addingClamped(positiveInfinityCount).addingClamped(negativeInfinityCount)
    }

    /// The largest magnitude of a finite element.
    public var maxMagnitude: Double { Swift.max(abs(min), abs(max)) }
}

// As stored in a file.
extension DumpDigest {
    /// The numbers before the dimensions.
    public static let headCount = 16

    /// The digest's numbers in a file.
    ///
    /// In this order: dtype (TensorFlow's number), element count, NaN, +Inf, −Inf, zeros, negative
    /// ones, magnitudes of 1, first non-finite index (−1 for none), min, max, mean, standard
    /// deviation, L2 norm, smallest magnitude, rank; then the dimensions.
    public var vector: [Double] {
        let counts = [
            Int(dtype.rawValue), elementCount, nanCount, positiveInfinityCount,
            negativeInfinityCount, zeroCount, negativeCount, unitCount, firstNonFiniteIndex ?? -1,
        ]
        return counts.map(Double.init)
            + [min, max, mean, standardDeviation, l2Norm, smallestMagnitude, Double(shape.count)]
            + shape.map(Double.init)
    }

    /// Reads a digest; `nil` if the numbers are not one.
    public init?(vector: [Double]) {
        guard vector.count >= Self.headCount, vector.allSatisfy(\.isFinite) else { return nil }
        let counts = vector[0..<9].map { Int(exactly: $0) }
        let shape = vector[Self.headCount...].compactMap { Int(exactly: $0) }
        guard let dtype = counts[0].flatMap({ Int32(exactly: $0) }),
            counts[1..<8].allSatisfy({ (0...Self.largestCount).contains($0 ?? -1) }),
            let first = counts[8], (-1...Self.largestCount).contains(first),
            vector[15] == Double(shape.count), shape.count == vector.count - Self.headCount,
            shape.allSatisfy({ $0 >= 0 })
        else { return nil }
        self.init(dtype: DataType(rawValue: dtype), shape: shape)
        elementCount = counts[1] ?? 0
        nanCount = counts[2] ?? 0
        positiveInfinityCount = counts[3] ?? 0
        negativeInfinityCount = counts[4] ?? 0
        zeroCount = counts[5] ?? 0
        negativeCount = counts[6] ?? 0
        unitCount = counts[7] ?? 0
        firstNonFiniteIndex = first < 0 ? nil : first
        min = vector[9]
        max = vector[10]
        mean = vector[11]
        standardDeviation = vector[12]
        l2Norm = vector[13]
        smallestMagnitude = vector[14]
    }

    /// Beyond it, doubles skip integers; and a few counts up to it can be added without overflow.
    private static let largestCount = 1 << 53

    /// The tensor that holds the digest: `DT_DOUBLE`, little-endian in its content.
    package var tensor: TensorProto {
        let numbers = vector
        var tensor = TensorProto(dtype: .double, shape: TensorShape([Int64(numbers.count)]))
        tensor.content.reserveCapacity(numbers.count * 8)
        for number in numbers {
            withUnsafeBytes(of: number.bitPattern.littleEndian) {
                tensor.content.append(contentsOf: $0)
            }
        }
        return tensor
    }
}
