/// The state of a tag before values that may begin an attempt.
struct TagBefore: Sendable, Hashable {
    /// The first step that was ever logged.
    var first: Int64
    /// The highest step of the last attempt that has the tag.
    var highest: Int64
    var lowest: Int64
    var habit: StepHabit
    var moves: Bool
}

/// Whether values that follow a start, or that are in another file, go back.
///
/// More than half of the common tags whose step moves must begin below the highest step of that
/// tag, or, in another file, at or below its first step. The step of the start itself decides
/// nothing: frameworks write 0 there.
struct BackRule {
    /// The common tags whose step moves.
    private(set) var moving = 0
    /// The tags among them that go back.
    private(set) var back = 0
    /// The tags among them that begin where they first began.
    private(set) var again = 0
    /// The common tags.
    private(set) var common = 0
    /// The first value among those that go back.
    private(set) var firstBack: LoggedPoint?

    let isOtherFile: Bool

    init(isOtherFile: Bool) { self.isOtherFile = isOtherFile }

    mutating func take(_ stretch: TagStretch, before: TagBefore) {
        common += 1
        let step = stretch.first.step
        guard before.moves || stretch.moves || step != before.highest else { return }
        moving += 1
        let isBelow = before.highest.subtractingHeld(step) > before.habit.deepFall
        guard isBelow || (isOtherFile && step <= before.first) else { return }
        back += 1
        let increment = max(before.habit.increment, 0)
        if step <= before.first || (step >= 0 && step <= increment) { again += 1 }
        if firstBack.map({ (stretch.first.place, step) < ($0.place, $0.step) }) ?? true {
            firstBack = stretch.first
        }
    }

    var goesBack: Bool { back * 2 > moving }
    var isRunAgain: Bool { again * 2 > back }
    /// Whether common tags exist, and the step of none moves.
    var standsStill: Bool { common > 0 && moving == 0 }
}
