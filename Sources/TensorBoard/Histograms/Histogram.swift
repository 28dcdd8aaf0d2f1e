internal import CKernels
internal import TensorBoardEvents

/// Counts of numbers in buckets, as TensorBoard shows them.
///
/// Buckets are half-open, `left <= x < right`, but for the last, which is closed. Where all
/// elements are equal, the last bucket holds them; without elements all rows are zeros. See
/// TensorBoard's `plugins/histogram/summary_v2.py`, `_buckets`.
struct Histogram {
    /// Left edge, right edge and count of each bucket.
    let rows: [(left: Double, right: Double, count: Double)]
    /// Elements that are NaN or infinite, and in no bucket.
    let nonFiniteCount: Int

    init(rows: [(left: Double, right: Double, count: Double)]) {
        self.rows = rows
        nonFiniteCount = 0
    }

    /// Counts a tensor's elements; nil where they are no numbers.
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
            let finiteCount = elements.count - nonFinite
            guard finiteCount > 0 else {
                return ([(0, 0, 0)].repeated(bucketCount), nonFinite)
            }
            let (min, max) =
                nonFinite == 0
                ? Element.extremes(of: elements) : Element.finiteExtremes(of: elements)
            guard min < max else {
                let empty = [(Double(min), Double(min), 0.0)].repeated(bucketCount - 1)
                return (empty + [(Double(min), Double(min), Double(finiteCount))], nonFinite)
            }
            let buckets = Buckets(from: Double(min), to: Double(max), count: bucketCount)
            let counts = buckets.counts(of: elements, allFinite: nonFinite == 0)
            let rows = counts.indices.map {
                (buckets.edges[$0], buckets.edges[$0 + 1], Double(counts[$0]))
            }
            return (rows, nonFinite)
        }
    }

    private static let largestBucketCount = 1 << 20
}

extension Array {
    fileprivate func repeated(_ count: Int) -> [Element] {
        (0..<count).flatMap { _ in self }
    }
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
