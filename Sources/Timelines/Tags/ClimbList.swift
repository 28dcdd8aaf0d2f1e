/// The climbs of a tag in a stretch of a file, one after the other.
///
/// The first climbs are kept as they are, and climbs of the same steps count as one; of the rest
/// only the values are summed up. What is kept depends on the values alone, not on where a file
/// was cut into parts.
struct ClimbList: Sendable, Hashable {
    /// The number of entries kept while reading.
    ///
    /// It exceeds the number that decides, since climbs that a cut has split are joined later.
    static let keptClimbs = 272
    static let decidingClimbs = 256

    /// The last entry is a single climb, which may go on; so is the first, which may be the end of
    /// a climb in an earlier part.
    private(set) var entries: [Climb]
    /// The values after the last entry.
    private(set) var rest: ValueSummary?

    init(_ point: LoggedPoint) { entries = [Climb(point)] }

    mutating func append(_ point: LoggedPoint) {
        if rest != nil {
            rest?.append(point)
        } else if point.step >= entries[entries.count - 1].last {
            entries[entries.count - 1].append(point)
        } else {
            mergeRepeat()
            if entries.count < Self.keptClimbs {
                entries.append(Climb(point))
            } else {
                rest = ValueSummary(point)
            }
        }
    }

    /// Appends the climbs of the next values.
    mutating func append(_ other: ClimbList) {
        for (index, climb) in other.entries.enumerated() {
            if rest != nil {
                rest?.append(climb.values)
            } else if index == 0, climb.first >= entries[entries.count - 1].last {
                entries[entries.count - 1].append(climb)
            } else {
                mergeRepeat()
                if entries.count < Self.keptClimbs {
                    entries.append(climb)
                } else {
                    rest = climb.values
                }
            }
        }
        guard let otherRest = other.rest else { return }
        if rest != nil {
            rest?.append(otherRest)
        } else {
            mergeRepeat()
            rest = otherRest
        }
    }

    /// Merges the last climb, now that it is complete, with the one before if their steps are
    /// alike.
    private mutating func mergeRepeat() {
        let last = entries.count - 1
        guard last >= 2, entries[last - 1].isAlike(entries[last]) else { return }
        entries[last - 1].takeRepeat(entries[last])
        entries.removeLast()
    }

    /// The same list, reduced to the entries that decide.
    func reduced() -> ClimbList {
        guard entries.count > Self.decidingClimbs else { return self }
        var reduced = self
        reduced.entries.removeLast(entries.count - Self.decidingClimbs)
        var values = entries[Self.decidingClimbs].values
        for climb in entries[(Self.decidingClimbs + 1)...] { values.append(climb.values) }
        if let rest { values.append(rest) }
        reduced.rest = values
        return reduced
    }

    mutating func shiftSteps(by shift: Int64) {
        for index in entries.indices { entries[index].shiftSteps(by: shift) }
        rest?.shiftSteps(by: shift)
    }
}
