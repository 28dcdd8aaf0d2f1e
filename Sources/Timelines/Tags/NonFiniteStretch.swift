/// Consecutive non-finite values of a tag, without a finite one between them.
struct NonFiniteStretch: Sendable, Hashable {
    var first: LoggedPoint
    var last: LoggedPoint
    var count: Int
    /// The value before it, if that is finite and of the same pass.
    var before: LoggedPoint?
    /// The finite value after it; `nil` if there is none yet.
    var after: LoggedPoint?
    var hasInfinitiesOnly: Bool

    init(_ point: LoggedPoint, before: LoggedPoint?) {
        first = point
        last = point
        count = 1
        self.before = before
        hasInfinitiesOnly = point.value.isInfinite
    }

    mutating func append(_ point: LoggedPoint) {
        last = point
        count += 1
        hasInfinitiesOnly = hasInfinitiesOnly && point.value.isInfinite
    }

    mutating func append(_ other: NonFiniteStretch) {
        last = other.last
        count += other.count  // in range: values that were read
        after = other.after
        hasInfinitiesOnly = hasInfinitiesOnly && other.hasInfinitiesOnly
    }

    func isSame(as other: NonFiniteStretch) -> Bool {
        first.file == other.first.file && first.place == other.first.place
            && first.step == other.first.step
    }
}

/// The stretches of a series of values: the first, the last, the longest, and their number.
struct StretchSummary: Sendable, Hashable {
    var stretches = 1
    var values = 1
    var first: NonFiniteStretch
    var last: NonFiniteStretch
    /// The longest; the first of equally long ones.
    var longest: NonFiniteStretch
    /// The longest of those before the last.
    var longestEarlier = 0
    var hasInfinitiesOnly: Bool

    init(_ stretch: NonFiniteStretch) {
        first = stretch
        last = stretch
        longest = stretch
        hasInfinitiesOnly = stretch.hasInfinitiesOnly
        values = stretch.count
    }

    /// Changes the last stretch, wherever it is kept.
    mutating func changeLast(_ change: (inout NonFiniteStretch) -> Void) {
        let old = last
        change(&last)
        if stretches == 1 { first = last }
        if longest.isSame(as: old) || last.count > longest.count { longest = last }
    }

    /// Changes the first stretch, wherever it is kept.
    mutating func changeFirst(_ change: (inout NonFiniteStretch) -> Void) {
        let old = first
        change(&first)
        if stretches == 1 { last = first }
        if longest.isSame(as: old) { longest = first }
    }

    mutating func begin(_ stretch: NonFiniteStretch) {
        longestEarlier = max(longestEarlier, last.count)
        stretches += 1
        values += stretch.count
        last = stretch
        if stretch.count > longest.count { longest = stretch }
        hasInfinitiesOnly = hasInfinitiesOnly && stretch.hasInfinitiesOnly
    }

    mutating func extendLast(by point: LoggedPoint) {
        values += 1
        changeLast { $0.append(point) }
        hasInfinitiesOnly = hasInfinitiesOnly && point.value.isInfinite
    }

    /// Appends the stretches of the next values; the last stretch may continue in the first of
    /// them.
    mutating func append(_ other: StretchSummary, isJoined: Bool) {
        guard isJoined else {
            longestEarlier =
                other.stretches == 1
                ? max(longestEarlier, last.count)
                : max(longestEarlier, last.count, other.longestEarlier)
            stretches += other.stretches
            last = other.last
            if other.longest.count > longest.count { longest = other.longest }
            values += other.values
            hasInfinitiesOnly = hasInfinitiesOnly && other.hasInfinitiesOnly
            return
        }
        changeLast { $0.append(other.first) }
        if other.stretches > 1 {
            // The joined stretch is one of the earlier ones now; the first of the others, which it
            // contains, is never longer.
            longestEarlier = max(longestEarlier, last.count, other.longestEarlier)
            stretches += other.stretches - 1
            last = other.last
            if other.longest.count > longest.count { longest = other.longest }
        }
        values += other.values
        hasInfinitiesOnly = hasInfinitiesOnly && other.hasInfinitiesOnly
    }

    mutating func shiftSteps(by shift: Int64) {
        first.shiftSteps(by: shift)
        last.shiftSteps(by: shift)
        longest.shiftSteps(by: shift)
    }
}

extension NonFiniteStretch {
    mutating func shiftSteps(by shift: Int64) {
        first.step = first.step.addingHeld(shift)
        last.step = last.step.addingHeld(shift)
        if let step = before?.step { before?.step = step.addingHeld(shift) }
        if let step = after?.step { after?.step = step.addingHeld(shift) }
    }
}
