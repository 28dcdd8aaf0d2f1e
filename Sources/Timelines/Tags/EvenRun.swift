/// Evenly spaced steps.
struct EvenRun: Sendable, Hashable {
    var first: Int64
    var stride: Int64 = 0
    var count = 1

    init(_ step: Int64) { first = step }

    init(first: Int64, stride: Int64, count: Int) {
        self.first = first
        self.stride = stride
        self.count = count
    }

    var last: Int64 { first.addingHeld(stride.multipliedHeld(Int64(count - 1))) }

    /// Appends a step that is not below the last, if it keeps the distance.
    mutating func take(_ step: Int64) -> Bool {
        let (distance, overflows) = step.subtractingReportingOverflow(last)
        guard !overflows else { return false }
        guard count > 1 else {
            stride = distance
            count = 2
            return true
        }
        guard distance == stride else { return false }
        count += 1
        return true
    }

    subscript(index: Int) -> Int64 { first.addingHeld(stride.multipliedHeld(Int64(index))) }

    /// The smallest step at or above a limit.
    func smallest(atOrAbove limit: Int64) -> Int64? {
        guard last >= limit else { return nil }
        guard first < limit, stride > 0 else { return first >= limit ? first : nil }
        let distance = limit.subtractingHeld(first)
        let index = (distance - 1) / stride + 1
        return self[min(count - 1, Int(index))]
    }

    /// The largest step at or below a limit.
    func largest(atOrBelow limit: Int64) -> Int64? {
        guard first <= limit else { return nil }
        guard last > limit, stride > 0 else { return min(last, limit) == last ? last : nil }
        return self[Int(limit.subtractingHeld(first) / stride)]
    }
}
