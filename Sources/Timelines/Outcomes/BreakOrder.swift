/// Which of two breaks came first.
public enum BreakOrder: UInt8, Sendable, Hashable {
    /// The first of the two.
    case before
    /// The second of the two.
    case after
    /// Both are at the same step of the same axis, or in the same event: neither is first.
    case together
    /// They are closer together than the logging interval of their tags.
    case aboutTheSameTime
    /// The log does not show it.
    case cannotTell
}

/// A break with the tag, the attempt and the writer that it belongs to.
public struct LocatedBreak: Sendable, Hashable {
    /// The writer, as an index of ``Timeline/writers``.
    public var writer: Int
    /// The attempt, as an index of ``Writer/attempts``.
    public var attempt: Int
    /// The tag.
    public var tag: Int
    /// The break.
    public var value: Break
    /// Whether a later attempt logged its first step again.
    public var isSuperseded: Bool
}

extension Writer {
    /// Which of two breaks of this writer came first.
    func order(of first: LocatedBreak, _ second: LocatedBreak) -> BreakOrder {
        if first.attempt != second.attempt {
            return first.attempt < second.attempt ? .before : .after
        }
        let start = first.value.first
        let other = second.value.first
        if start.file == other.file, start.place == other.place { return .together }
        if axes.relation(of: first.tag, to: second.tag) == .same {
            guard stepsFall(first) || stepsFall(second) else {
                if start.step == other.step { return .together }
                return start.step < other.step ? .before : .after
            }
            return placeOrder(start, other, in: attempts[first.attempt])
        }
        if start.file == other.file, filesWithClock.contains(start.file), start.time != other.time {
            if isFiner(first, than: second) || isFiner(second, than: first) {
                return .aboutTheSameTime
            }
            return start.time < other.time ? .before : .after
        }
        if isTagByTag, !filesWithClock.contains(start.file) { return .cannotTell }
        return placeOrder(start, other, in: attempts[first.attempt])
    }

    /// Whether a break that was logged after another one of another axis may have come before it,
    /// and is the more exact of the two.
    ///
    /// An epoch's loss is written before the next iteration's, and summarizes iterations that were
    /// not logged: if it is NaN first, an iteration was NaN before. So the other break must be
    /// between the finite value before this one and this one, and this tag must have more values,
    /// or as many in a finer unit. (An iteration and its number of samples, logged one after
    /// another, have as many; they are closer together than a 64th of the interval.)
    func isFiner(_ located: LocatedBreak, than other: LocatedBreak) -> Bool {
        let start = located.value.first
        let otherStart = other.value.first
        guard start.file == otherStart.file, filesWithClock.contains(start.file),
            start.time > otherStart.time,
            let before = located.value.before, before.time < otherStart.time,
            let history = attempts[located.attempt].tags[located.tag],
            let otherHistory = attempts[other.attempt].tags[other.tag]
        else { return false }
        if history.count != otherHistory.count { return history.count > otherHistory.count }
        return history.increment > otherHistory.increment
            && (start.time - otherStart.time) * 64 > history.interval
    }

    private func stepsFall(_ located: LocatedBreak) -> Bool {
        attempts[located.attempt].tags[located.tag]?.stepsFall ?? false
    }

    private func placeOrder(
        _ first: LoggedPoint,
        _ second: LoggedPoint,
        in attempt: Attempt
    ) -> BreakOrder {
        guard first.file != second.file else {
            return first.place < second.place ? .before : .after
        }
        for file in attempt.files {
            if file == first.file { return .before }
            if file == second.file { return .after }
        }
        return .cannotTell
    }
}

extension Timeline {
    /// Which of two breaks came first.
    ///
    /// Within a writer, an attempt and an axis, the smaller step is first; the place in the file
    /// decides if the steps of one of the tags fall. Between axes, the wall time decides, then the
    /// place; nothing does if a file without a clock was written tag by tag. Across writers, the
    /// step decides if the axis is shared, else the wall time, if the breaks are farther apart than
    /// the logging intervals of both tags.
    ///
    /// To find the first of many breaks, use ``first(of:)``: this order is not transitive.
    public func order(of first: LocatedBreak, _ second: LocatedBreak) -> BreakOrder {
        guard first.writer != second.writer else {
            return writers[first.writer].order(of: first, second)
        }
        let start = first.value.first
        let other = second.value.first
        if shareAxis(first, second) {
            if start.step == other.step { return .together }
            return start.step < other.step ? .before : .after
        }
        let hasClocks =
            writers[first.writer].filesWithClock.contains(start.file)
            && writers[second.writer].filesWithClock.contains(other.file)
        guard hasClocks else { return .cannotTell }
        let interval = max(self.interval(of: first), self.interval(of: second))
        guard abs(start.time - other.time) > interval else { return .aboutTheSameTime }
        return start.time < other.time ? .before : .after
    }

    private func shareAxis(_ first: LocatedBreak, _ second: LocatedBreak) -> Bool {
        if first.tag == second.tag { return true }
        return [first.writer, second.writer].contains {
            writers[$0].axes.relation(of: first.tag, to: second.tag) == .same
        }
    }

    private func interval(of located: LocatedBreak) -> Double {
        writers[located.writer].attempts[located.attempt].tags[located.tag]?.interval ?? 0
    }

    /// The first of some breaks: the first on each axis of each writer's attempt, then the first of
    /// those.
    ///
    /// If the order is unknown, the one that is first in the files is chosen; ``order(of:_:)`` says
    /// what may be claimed about the others.
    public func first(of breaks: [LocatedBreak]) -> LocatedBreak? {
        var winners: [Group: LocatedBreak] = [:]
        for located in breaks.sorted(by: isListedBefore) {
            let axis = writers[located.writer].axes.axis(of: located.tag) ?? -1
            let group = Group(writer: located.writer, attempt: located.attempt, axis: axis)
            if let winner = winners[group], order(of: located, winner) != .before { continue }
            winners[group] = located
        }
        var first: LocatedBreak?
        for located in winners.values.sorted(by: isListedBefore) {
            if let known = first, order(of: located, known) != .before { continue }
            first = located
        }
        guard let found = first else { return nil }
        let finer = winners.values.filter {
            $0.writer == found.writer && $0.attempt == found.attempt
                && writers[found.writer].isFiner($0, than: found)
        }
        return finer.sorted(by: isListedBefore).first ?? found
    }

    private struct Group: Hashable {
        var writer: Int
        var attempt: Int
        var axis: Int
    }

    private func isListedBefore(_ first: LocatedBreak, _ second: LocatedBreak) -> Bool {
        let start = first.value.first
        let other = second.value.first
        return (first.writer, first.attempt, order(of: start.file), start.place, first.tag)
            < (second.writer, second.attempt, order(of: other.file), other.place, second.tag)
    }

    func order(of file: Int) -> Int { fileOrder[file] ?? 0 }
}
