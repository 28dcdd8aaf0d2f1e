/// Adjacent intervals of equal width.
struct Buckets {
    /// Ascending; one more than there are buckets.
    let edges: [Double]
    /// Not finite if buckets must be searched for.
    private let scale: Double

    init(from min: Double, to max: Double, count: Int) {
        // The difference of two doubles may overflow; that of their parts does not.
        let width = max / Double(count) - min / Double(count)
        edges = (0..<count).map { Swift.min(max, min + width * Double($0)) } + [max]
        // Edges that are rounded to this few distinct numbers may be off by more than a bucket.
        let isNarrow = width < 8 * Swift.max(min.magnitude, max.magnitude).ulp
        scale = isNarrow ? .infinity : 1 / width
    }

    /// The number of elements in each bucket; all are finite and between the first and last edge.
    func counts<Element: HistogramElement>(of elements: UnsafeBufferPointer<Element>) -> [Int] {
        let bucketCount = edges.count - 1
        guard scale.isFinite, (edges[0] - edges[bucketCount]).isFinite else {
            return searchedCounts(of: elements)
        }
        var sums = [Int](repeating: 0, count: bucketCount)
        var start = 0
        while start < elements.count {
            let end = Swift.min(elements.count, start + Self.blockCount)
            let block = UnsafeBufferPointer(rebasing: elements[start..<end])
            // Equal neighbours would wait for each other's sums in one array.
            var counts = [UInt32](repeating: 0, count: bucketCount * 4)
            Element.count(block, edges, scale: scale, into: &counts)
            for (index, count) in counts.enumerated() { sums[index % bucketCount] += Int(count) }
            start = end
        }
        return sums
    }

    /// The same if arithmetic on the edges overflows or is too coarse.
    private func searchedCounts<Element: HistogramElement>(
        of elements: UnsafeBufferPointer<Element>
    ) -> [Int] {
        var sums = [Int](repeating: 0, count: edges.count - 1)
        for element in elements { sums[bucket(of: Double(element))] += 1 }
        return sums
    }

    /// The last bucket whose left edge is not above the value.
    private func bucket(of value: Double) -> Int {
        var (low, high) = (0, edges.count - 2)
        while low < high {
            let middle = (low + high + 1) / 2
            if edges[middle] <= value { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Far fewer than a count can hold.
    private static let blockCount = 1 << 30
}
