/// Groups colors that are alike.
///
/// After Heckbert's median cut ("Color image quantization for frame buffer display", 1982), but
/// always halving the group with the greatest squared error, at its mean: that also spends few
/// colors on large and even areas.
struct MedianCut {
    /// The number of each color's group.
    private(set) var groupOfEntry: [UInt8]
    /// The mean color of each group.
    private(set) var means: [SIMD3<Double>]

    /// Groups colors.
    ///
    /// - Parameters:
    ///   - entries: The colors.
    ///   - limit: The most groups, at most 256.
    init(_ entries: [ColorCounts.Entry], limit: Int) {
        var order = Array(entries.indices)
        var groups = [Group(entries, order, order.indices)]
        while groups.count < limit, let worst = Self.worst(of: groups) {
            let (first, second) = groups[worst].halved(entries, &order)
            groups[worst] = first
            groups.append(second)
        }
        groupOfEntry = [UInt8](repeating: 0, count: entries.count)
        for (number, group) in groups.enumerated() {
            for entry in order[group.range] {
                groupOfEntry[entry] = UInt8(truncatingIfNeeded: number)
            }
        }
        means = groups.map(\.mean)
    }

    /// The group to halve next; `nil` if all colors of every group are the same.
    private static func worst(of groups: [Group]) -> Int? {
        let worst = groups.indices.max { groups[$0].squaredError < groups[$1].squaredError }
        return worst.flatMap { groups[$0].squaredError > 0 ? $0 : nil }
    }
}

/// Colors that become one.
private struct Group {
    /// Their places in the order of all colors.
    let range: Range<Int>
    let mean: SIMD3<Double>
    /// The sum over all pixels, for each channel.
    private let squaredErrors: SIMD3<Double>

    /// 0 if the group cannot be halved.
    var squaredError: Double { range.count > 1 ? squaredErrors.sum() : 0 }

    init(_ entries: [ColorCounts.Entry], _ order: [Int], _ range: Range<Int>) {
        self.range = range
        var count = 0
        var sum = SIMD3<Int>()
        for entry in order[range] {
            count += entries[entry].count
            sum &+= entries[entry].sum
        }
        let mean = SIMD3<Double>(sum) / Double(max(count, 1))
        var squaredErrors = SIMD3<Double>()
        for entry in order[range] {
            let difference = entries[entry].mean - mean
            squaredErrors += difference * difference * Double(entries[entry].count)
        }
        self.mean = mean
        self.squaredErrors = squaredErrors
    }

    /// The colors below the mean of the channel with the greatest error, and the others.
    func halved(_ entries: [ColorCounts.Entry], _ order: inout [Int]) -> (Group, Group) {
        let axis = (1..<3).reduce(0) { squaredErrors[$1] > squaredErrors[$0] ? $1 : $0 }
        let isAbove = { (entry: Int) in entries[entry].mean[axis] > self.mean[axis] }
        let found = order[range].partition(by: isAbove)
        // Rounding may put all colors on one side.
        let middle = range.dropFirst().contains(found) ? found : range.lowerBound + 1
        return (
            Group(entries, order, range.lowerBound..<middle),
            Group(entries, order, middle..<range.upperBound)
        )
    }
}
