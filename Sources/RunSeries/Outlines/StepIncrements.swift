internal import ClampedArithmetic

/// The distances between the steps of a tag's successive values.
///
/// Of the different distances the commonest are counted, as Misra and Gries do ("Finding Repeated
/// Elements", 1982): a distance that more than a quarter of the values have is among them.
struct StepIncrements: Hashable, Sendable {
    private struct Slot: Hashable, Sendable {
        var increment: Int64 = 0
        var count = 0
    }

    private var first = Slot()
    private var others = [Slot](repeating: Slot(), count: 2)
    /// The greatest common divisor of all distances; 0 before there is one.
    private var divisor: Int64 = 0
    /// The number of steps that rose, and by how much in all.
    private(set) var riseCount = 0
    private var sum: Int64 = 0
    /// The number of steps that fell, and of those that stayed.
    private(set) var fallCount = 0
    private(set) var repeatCount = 0

    /// Adds the distance to the next value.
    @inline(__always)
    mutating func add(_ increment: Int64) {
        if increment == first.increment, increment > 0 {
            first.count += 1
            riseCount += 1
            sum.addClamped(increment)
            return
        }
        addOther(increment)
    }

    private mutating func addOther(_ increment: Int64) {
        guard increment > 0 else {
            if increment < 0 { fallCount += 1 } else { repeatCount += 1 }
            return
        }
        riseCount += 1
        sum.addClamped(increment)
        divisor = Self.divisor(divisor, increment)
        count(Slot(increment: increment, count: 1))
    }

    private static func divisor(_ one: Int64, _ other: Int64) -> Int64 {
        var (larger, smaller) = (one, other)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }

    private mutating func count(_ slot: Slot) {
        guard slot.count > 0 else { return }
        if first.count == 0 || first.increment == slot.increment {
            first.increment = slot.increment
            first.count += slot.count
            return
        }
        if let index = others.firstIndex(where: { $0.count == 0 || $0.increment == slot.increment })
        {
            others[index].increment = slot.increment
            others[index].count += slot.count
            if others[index].count > first.count { swap(&first, &others[index]) }
            return
        }
        let least = min(slot.count, first.count, others[0].count, others[1].count)
        first.count -= least
        for index in others.indices { others[index].count -= least }
        count(Slot(increment: slot.increment, count: slot.count - least))
    }

    /// Adds those of the next part, whose first value is `gap` steps after the last of this one.
    mutating func append(_ next: StepIncrements, gap: Int64) {
        add(gap)
        count(next.first)
        for slot in next.others { count(slot) }
        divisor = Self.divisor(divisor, next.divisor)
        riseCount += next.riseCount
        sum.addClamped(next.sum)
        fallCount += next.fallCount
        repeatCount += next.repeatCount
    }

    /// The most common distance; `nil` if no more than a quarter of the values have it.
    var usual: Int64? {
        first.count > 0 && 4 * first.count > riseCount ? first.increment : nil
    }

    /// The number of steps that are missing between the first and the last, if all distances are
    /// multiples of the usual one; `nil` if they are not, or the steps fall.
    var missing: Int? {
        guard fallCount == 0, let usual, divisor == usual, sum != .max else { return nil }
        let (missing, overflow) = (sum / usual).subtractingReportingOverflow(Int64(riseCount))
        return overflow || missing < 0 ? nil : Int(clamping: missing)
    }
}
