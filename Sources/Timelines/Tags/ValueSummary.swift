/// The values of a tag over a stretch of a file: the first, the last, and the non-finite ones.
struct ValueSummary: Sendable, Hashable {
    var count = 1
    var first: LoggedPoint
    var last: LoggedPoint
    var firstFinite: LoggedPoint?
    var lastFinite: LoggedPoint?
    var stretches: StretchSummary?

    init(_ point: LoggedPoint) {
        first = point
        last = point
        if point.value.isFinite {
            firstFinite = point
            lastFinite = point
        } else {
            stretches = StretchSummary(NonFiniteStretch(point, before: nil))
        }
    }

    var nonFinite: Int { stretches?.values ?? 0 }

    mutating func append(_ point: LoggedPoint) {
        switch (last.value.isFinite, point.value.isFinite) {
        case (true, true): break
        case (false, true): stretches?.changeLast { $0.after = point }
        case (false, false): stretches?.extendLast(by: point)
        case (true, false):
            let stretch = NonFiniteStretch(point, before: last)
            if stretches == nil {
                stretches = StretchSummary(stretch)
            } else {
                stretches?.begin(stretch)
            }
        }
        if point.value.isFinite {
            if firstFinite == nil { firstFinite = point }
            lastFinite = point
        }
        last = point
        count += 1
    }

    /// Appends the next values.
    mutating func append(_ other: ValueSummary) {
        var others = other.stretches
        let opensFinite = other.first.value.isFinite
        if !last.value.isFinite, opensFinite {
            stretches?.changeLast { $0.after = other.first }
        }
        if last.value.isFinite, !opensFinite {
            let before = last
            others?.changeFirst { $0.before = before }
        }
        if let others {
            if stretches == nil {
                stretches = others
            } else {
                stretches?.append(others, isJoined: !last.value.isFinite && !opensFinite)
            }
        }
        firstFinite = firstFinite ?? other.firstFinite
        lastFinite = other.lastFinite ?? lastFinite
        last = other.last
        count += other.count  // in range: values that were read
    }

    mutating func shiftSteps(by shift: Int64) {
        first.step = first.step.addingHeld(shift)
        last.step = last.step.addingHeld(shift)
        if let step = firstFinite?.step { firstFinite?.step = step.addingHeld(shift) }
        if let step = lastFinite?.step { lastFinite?.step = step.addingHeld(shift) }
        stretches?.shiftSteps(by: shift)
    }
}
