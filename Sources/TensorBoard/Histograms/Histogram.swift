internal import TensorBoardEvents

/// Counts of numbers in buckets, as TensorBoard shows them.
///
/// Buckets are half-open, `left <= x < right`, except for the last, which is closed. If all
/// elements are equal, the last bucket holds them; without elements all rows are zeros. See
/// TensorBoard's `plugins/histogram/summary_v2.py`, `_buckets`.
struct Histogram {
    /// Left edge, right edge and count of each bucket.
    let rows: [(left: Double, right: Double, count: Double)]
    /// The number of elements that are NaN or infinite, and in no bucket.
    let nonFiniteCount: Int

    init(rows: [(left: Double, right: Double, count: Double)]) {
        self.rows = rows
        nonFiniteCount = 0
    }

    /// Counts a tensor's elements; `nil` if they are not numbers.
    init?(of bytes: UnsafeRawBufferPointer, _ dtype: DataType, bucketCount: Int) {
        let bucketCount = max(1, min(bucketCount, Self.largestBucketCount))
        switch dtype {
        case .float:
            self.init(of: AlignedElements<Float>(bytes), bucketCount)
        case .double:
            self.init(of: AlignedElements<Double>(bytes), bucketCount)
        case .int32, .uint32, .int64, .uint64:
            // Half of their bits would be lost in a float.
            let tensor = RawTensor(dtype: dtype, shape: [], bytes: Array(bytes))
            guard let numbers = tensor.doubles() else { return nil }
            self.init(of: AlignedElements(numbers), bucketCount)
        default:
            let tensor = RawTensor(dtype: dtype, shape: [], bytes: Array(bytes))
            guard let numbers = tensor.floats() else { return nil }
            self.init(of: AlignedElements(numbers), bucketCount)
        }
    }

    private init<Element: HistogramElement>(
        of elements: AlignedElements<Element>,
        _ bucketCount: Int
    ) {
        (rows, nonFiniteCount) = elements.withBuffer { elements in
            let nonFinite = Element.nonFiniteCount(in: elements)
            guard nonFinite > 0 else { return (Self.rows(of: elements, bucketCount), 0) }
            let finite = elements.filter(\.isFinite)
            return (finite.withUnsafeBufferPointer { Self.rows(of: $0, bucketCount) }, nonFinite)
        }
    }

    /// Counts elements that are all finite.
    private static func rows<Element: HistogramElement>(
        of elements: UnsafeBufferPointer<Element>,
        _ bucketCount: Int
    ) -> [(left: Double, right: Double, count: Double)] {
        guard !elements.isEmpty else { return .init(repeating: (0, 0, 0), count: bucketCount) }
        let (low, high) = Element.extremes(of: elements)
        let (min, max) = (Double(low), Double(high))
        guard min < max else {
            return .init(repeating: (min, max, 0), count: bucketCount - 1)
                + [(min, max, Double(elements.count))]
        }
        let buckets = Buckets(from: min, to: max, count: bucketCount)
        return buckets.counts(of: elements).enumerated().map { index, count in
            (buckets.edges[index], buckets.edges[index + 1], Double(count))
        }
    }

    private static let largestBucketCount = 1 << 20
}

/// Elements at addresses that their type may be loaded from.
private enum AlignedElements<Element: BitwiseCopyable> {
    case borrowed(UnsafeRawBufferPointer)
    case owned([Element])

    init(_ bytes: UnsafeRawBufferPointer) {
        let isAligned =
            UInt(bitPattern: bytes.baseAddress) % UInt(MemoryLayout<Element>.alignment) == 0
        self =
            isAligned
            ? .borrowed(bytes)
            : .owned(
                (0..<bytes.count / MemoryLayout<Element>.size).map {
                    bytes.loadUnaligned(
                        fromByteOffset: $0 * MemoryLayout<Element>.size,
                        as: Element.self
                    )
                }
            )
    }

    init(_ elements: [Element]) {
        self = .owned(elements)
    }

    func withBuffer<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
        switch self {
        case .borrowed(let bytes): bytes.withMemoryRebound(to: Element.self, body)
        case .owned(let elements): elements.withUnsafeBufferPointer(body)
        }
    }
}
