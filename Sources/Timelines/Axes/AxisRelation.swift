/// Whether two tags count their steps in the same unit: iterations, epochs, samples.
public enum AxisRelation: UInt8, Sendable, Hashable {
    /// They do; their steps can be compared.
    case same
    /// They do not.
    case different
    /// The log does not show it: their steps are not compared, and nothing is claimed.
    case unknown
}

/// The comparison of two tags of an attempt.
struct AxisComparison {
    let first: AxisSeries
    let second: AxisSeries
    /// Whether the wall times can replace the places.
    let hasClock: Bool
    /// Whether three or more tags were written one after another, as converters do.
    let isTagByTag: Bool
    /// Whether part of the attempt was not read.
    let hasUnread: Bool

    var relation: AxisRelation {
        guard first.moves, second.moves, first.count >= 3, second.count >= 3 else {
            return .unknown
        }
        let byPlace = alternate(byTime: false)
        let byTime = !byPlace && hasClock && alternate(byTime: true)
        let agree = stepSetsAgree
        guard byPlace || byTime else { return agree && isTagByTag ? .same : .unknown }
        let outside = OutsideSteps(
            of: isFirstSparser ? first : second,
            in: isFirstSparser ? second : first,
            byTime: byTime
        )
        if !hasUnread, outside.areElsewhere { return .different }
        if agree { return .same }
        // Steps within a pass lie between any two steps of another unit that continues.
        if first.hasPasses != second.hasPasses { return .unknown }
        return outside.areBetween ? .same : .unknown
    }

    /// Whether each has two values inside the other's span, or all its values if it has fewer.
    private func alternate(byTime: Bool) -> Bool {
        first.pointsInside(second, byTime: byTime) >= min(2, first.count)
            && second.pointsInside(first, byTime: byTime) >= min(2, second.count)
    }

    /// Whether the sets of steps agree at 80 % both ways.
    private var stepSetsAgree: Bool {
        let threshold = max(first.threshold, second.threshold)
        let steps = first.steps(above: threshold)
        let others = second.steps(above: threshold)
        guard !steps.isEmpty, !others.isEmpty else { return false }
        let common = steps.intersection(others).count
        return common * 10 >= steps.count * 8 && common * 10 >= others.count * 8
    }

    /// Of tags with equally many values, the one with the larger increments counts as the sparser:
    /// the tolerance is the other's, which is smaller.
    private var isFirstSparser: Bool {
        (first.count, second.habit.increment) < (second.count, first.habit.increment)
    }
}

/// How many steps of a sparser tag do not lie between those of a denser one that come before and
/// after it, give or take twice the denser one's increment.
private struct OutsideSteps {
    private var count = 0
    private var gaps: [Int64] = []

    init(of sparser: AxisSeries, in denser: AxisSeries, byTime: Bool) {
        let steps = sparser.sorted(byTime: byTime)
        let others = denser.sorted(byTime: byTime)
        var tolerance = denser.habit.increment.multipliedHeld(2)
        for series in [sparser, denser] where series.habit.jitters {
            tolerance = max(tolerance, series.habit.fall.multipliedHeld(2))
        }
        var next = 0
        for point in steps {
            while next < others.count, !point.comes(before: others[next], byTime: byTime) {
                next += 1
            }
            // Before the first and after the last value of the denser tag, its steps are unknown,
            // except that they would have continued.
            let before = next > 0 ? others[next - 1].step : .min
            let after = next < others.count ? others[next].step : .max
            var low = min(before, after)
            var high = max(before, after)
            if next == 0 { low = .min }
            if next == others.count { high = .max }
            low = low == .min ? low : low.subtractingHeld(tolerance)
            high = high == .max ? high : high.addingHeld(tolerance)
            count += 1
            if point.step < low {
                gaps.append(low.subtractingHeld(point.step))
            } else if point.step > high {
                gaps.append(point.step.subtractingHeld(high))
            }
        }
    }

    /// Whether at least half, and at least two, lie outside, at a growing distance.
    ///
    /// An evaluation that runs next to training lies outside by its delay, which fluctuates: the
    /// distance must grow at least twice as often as it shrinks.
    var areElsewhere: Bool {
        guard gaps.count >= 2, gaps.count * 2 >= count, let first = gaps.first, let last = gaps.last
        else { return false }
        let steps = zip(gaps, gaps.dropFirst())
        let rises = steps.count { $0 < $1 }
        let falls = steps.count { $0 > $1 }
        return last > first && rises >= 2 * falls
    }

    /// Whether at least 90 % of at least three lie between.
    var areBetween: Bool { count >= 3 && gaps.count * 10 <= count }
}
