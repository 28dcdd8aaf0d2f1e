/// Adjacent intervals of equal width.
struct Buckets {
    /// One more than there are buckets, ascending.
    let edges: [Double]
    private let scale: Double

    init(from min: Double, to max: Double, count: Int) {
        // The difference of two doubles may overflow, that of their parts does not.
        let width = max / Double(count) - min / Double(count)
        edges = (0..<count).map { min + width * Double($0) } + [max]
        scale = 1 / width
    }

    /// How many elements lie in each bucket; those that are not finite lie in none.
    @inline(__always)
    func counts<Element: HistogramElement>(
        of elements: UnsafeBufferPointer<Element>,
        allFinite: Bool
    ) -> [Int] {
        let bucketCount = edges.count - 1
        // Equal neighbours would wait for each other's sums in one array.
        let lanes = 4
        var counts = [UInt32](repeating: 0, count: bucketCount * lanes)
        // A product may round into the neighbour of the right bucket, a scale may be infinite.
        let isExact = scale.isFinite
        edges.withUnsafeBufferPointer { edges in
            counts.withUnsafeMutableBufferPointer { counts in
                for index in elements.indices {
                    let value = Double(elements[index])
                    if !allFinite, !value.isFinite { continue }
                    var bucket =
                        isExact
                        ? Self.guess((value - edges[0]) * scale, bucketCount)
                        : Self.search(value, edges, bucketCount)
                    if value < edges[bucket] {
                        bucket -= 1
                    } else if value >= edges[bucket + 1], bucket < bucketCount - 1 {
                        bucket += 1
                    }
                    counts[index % lanes * bucketCount + bucket] &+= 1
                }
            }
        }
        return (0..<bucketCount).map { bucket in
            (0..<lanes).reduce(0) { $0 + Int(counts[$1 * bucketCount + bucket]) }
        }
    }

    @inline(__always)
    private static func guess(_ position: Double, _ bucketCount: Int) -> Int {
        // Neither bound can be passed by more than rounding does.
        Int(Swift.min(Swift.max(position, 0), Double(bucketCount - 1)))
    }

    /// The last bucket whose left edge is not above the value.
    private static func search(
        _ value: Double,
        _ edges: UnsafeBufferPointer<Double>,
        _ bucketCount: Int
    ) -> Int {
        var (low, high) = (0, bucketCount - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if edges[middle] <= value { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
