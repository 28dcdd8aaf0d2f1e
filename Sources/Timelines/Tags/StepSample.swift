/// A point of a sample, from which axes and concurrent files are found.
struct SampledPoint: Sendable, Hashable {
    var step: Int64
    var place: Int
    var time: Double
    var file: Int32
    /// A short hash of the point's value.
    var mark: UInt32

    init(_ point: LoggedPoint) {
        step = point.step
        place = point.place
        time = point.time
        file = Int32(truncatingIfNeeded: point.file)
        let bits = point.fingerprint ^ UInt64(point.value.rawValue)
        mark = UInt32(truncatingIfNeeded: bits ^ (bits >> 32))
    }

    /// The number of zero bits at the end of the step.
    ///
    /// Only the low half counts: a 32-bit counter that wraps changes the other.
    var level: Int { UInt32(truncatingIfNeeded: step).trailingZeroBitCount }

    /// The rank of a point in the choice: the higher ones are kept.
    ///
    /// Steps with many trailing zero bits come first, so that a regular log is thinned regularly,
    /// and two tags keep the same steps. Steps such as 99, 199, 299 have none: a hash decides
    /// between those of the same number. Of points at the same step a hash of the place decides.
    var rank: (UInt64, UInt64) {
        let low = UInt64(UInt32(truncatingIfNeeded: step))
        return (
            UInt64(level) << 58 | mixedBits(low) >> 6,
            mixedBits(UInt64(bitPattern: Int64(place)) ^ UInt64(UInt32(bitPattern: file)) << 40)
        )
    }

    func isBefore(_ other: SampledPoint) -> Bool {
        (file, place, step) < (other.file, other.place, other.step)
    }
}

/// At most 64 points of a tag, chosen by a rule on each point alone, so that the sample of joined
/// parts is the sample of the whole.
struct StepSample: Sendable, Hashable {
    static let size = 64

    private(set) var points: [SampledPoint] = []
    /// The index of the point with the lowest rank, once the sample is full.
    private var lowest = 0

    mutating func add(_ point: SampledPoint) {
        if points.count < Self.size {
            points.append(point)
            if points.count == Self.size { findLowest() }
        } else if points[lowest].rank < point.rank {
            points[lowest] = point
            findLowest()
        }
    }

    mutating func add(_ other: StepSample) {
        for point in other.points { add(point) }
    }

    private mutating func findLowest() {
        for index in points.indices where points[index].rank < points[lowest].rank {
            lowest = index
        }
    }

    mutating func shiftSteps(by shift: Int64) {
        for index in points.indices { points[index].step = points[index].step.addingHeld(shift) }
    }

    /// The points in file order.
    var inOrder: [SampledPoint] { points.sorted { $0.isBefore($1) } }

    /// Evenly spread points for a number of values: those of the complete levels.
    func even(of count: Int) -> [SampledPoint] {
        guard count > points.count, !points.isEmpty else { return points }
        let complete = points.filter { $0.level > points[lowest].level }
        return complete.count >= Self.size / 4 ? complete : points
    }

    /// The rank below which points were omitted.
    var threshold: (UInt64, UInt64)? { points.count < Self.size ? nil : points[lowest].rank }
}
