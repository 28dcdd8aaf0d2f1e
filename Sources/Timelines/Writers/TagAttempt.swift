/// A tag's values in an attempt, summarized.
public struct TagAttempt: Sendable, Hashable {
    /// The number of values.
    public var count: Int
    /// The first value.
    public var first: LoggedPoint
    /// The last value.
    public var last: LoggedPoint
    /// The first finite value.
    public var firstFinite: LoggedPoint?
    /// The last finite value.
    public var lastFinite: LoggedPoint?
    /// The steps, from the lowest to the highest.
    public var steps: ClosedRange<Int64>
    /// The usual increment of the step; 0 if the step never moves.
    public var increment: Int64
    /// The number of times that the steps were counted from the beginning; 1 if they never fall.
    ///
    /// A lower bound if ``passesAreCounted`` is false.
    public var passes: Int
    /// False for a tag whose steps fall so often that not all falls were kept.
    public var passesAreCounted: Bool
    /// Whether steps sometimes fall without starting over.
    public var jitters: Bool
    /// The breaks; nil if all values are finite.
    public var breaks: Breaks?

    /// Whether its step cannot serve as an order, because it falls.
    public var stepsFall: Bool { passes > 1 || jitters }

    /// The usual time between two values, in seconds.
    public var interval: Double {
        count > 1 ? (last.time - first.time) / Double(count - 1) : 0
    }
}

extension TagAttempt {
    init(_ stretch: TagStretch) {
        let climbs = stretch.climbs.reduced()
        let habit = StepHabit(climbs)
        var reader = PassReader(climbs.entries[0].values)
        var finder = PassFinder(climbs.entries, habit: habit)
        for (index, climb) in climbs.entries.enumerated().dropFirst() {
            let begun = finder.passes(at: index)
            if begun > 0 {
                reader.beginPass(with: climb, count: begun)
            } else {
                reader.append(climb.values)
            }
        }
        if let rest = climbs.rest { reader.append(rest) }
        reader.endLast()
        self.init(
            count: stretch.count,
            first: stretch.first,
            last: stretch.last,
            firstFinite: reader.firstFinite,
            lastFinite: reader.lastFinite,
            steps: stretch.lowest...stretch.highest,
            increment: habit.increment,
            passes: reader.pass,
            passesAreCounted: climbs.rest == nil,
            jitters: habit.jitters,
            breaks: reader.breaks
        )
    }
}

/// Sums up the breaks pass by pass.
private struct PassReader {
    private(set) var pass = 1
    private(set) var breaks: Breaks?
    private(set) var firstFinite: LoggedPoint?
    private(set) var lastFinite: LoggedPoint?
    private var values: ValueSummary

    init(_ values: ValueSummary) { self.values = values }

    mutating func append(_ next: ValueSummary) { values.append(next) }

    mutating func beginPass(with climb: Climb, count: Int) {
        end(isLast: false)
        pass += count
        values = climb.values
        // The last of the repeats, which are finite, is the current pass.
        if climb.repeats > 1 {
            values.first = climb.lastFirst
            values.firstFinite = climb.lastFirst
            values.count = climb.length
        }
    }

    mutating func endLast() { end(isLast: true) }

    private mutating func end(isLast: Bool) {
        firstFinite = firstFinite ?? values.firstFinite
        lastFinite = values.lastFinite ?? lastFinite
        guard let stretches = values.stretches else { return }
        let last = makeBreak(stretches.last, isLast)
        let longest = makeBreak(stretches.longest, isLast)
        if var known = breaks {
            known.longestEarlier = max(
                known.longestEarlier,
                known.last.count,
                stretches.longestEarlier
            )
            known.count += stretches.stretches
            known.values += stretches.values
            known.last = last
            if longest.count > known.longest.count { known.longest = longest }
            known.hasInfinitiesOnly = known.hasInfinitiesOnly && stretches.hasInfinitiesOnly
            breaks = known
        } else {
            breaks = Breaks(
                count: stretches.stretches,
                values: stretches.values,
                first: makeBreak(stretches.first, isLast),
                last: last,
                longest: longest,
                longestEarlier: stretches.longestEarlier,
                toEndOfPass: nil,
                hasInfinitiesOnly: stretches.hasInfinitiesOnly
            )
        }
        if !isLast, last.end == .passEnded, last.count >= 3, breaks?.toEndOfPass == nil {
            breaks?.toEndOfPass = last
        }
    }

    private func makeBreak(_ stretch: NonFiniteStretch, _ isLastPass: Bool) -> Break {
        let end = stretch.after.map(Break.End.finiteAgain) ?? (isLastPass ? .open : .passEnded)
        return Break(
            first: stretch.first,
            last: stretch.last,
            count: stretch.count,
            before: stretch.before,
            end: end,
            pass: pass,
            hasInfinitiesOnly: stretch.hasInfinitiesOnly
        )
    }
}
