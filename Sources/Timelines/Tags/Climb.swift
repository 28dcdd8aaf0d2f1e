/// Values of a tag up to the next fall of its step; or several repeats of such a climb.
struct Climb: Sendable, Hashable {
    /// The number of even runs kept of a climb while it is read.
    ///
    /// It exceeds the number that decides, since a run may begin one value earlier or later where
    /// parts are joined.
    static let keptRuns = 16
    static let decidingRuns = 8

    /// The first steps, in file order.
    var runs: [EvenRun]
    /// The last step: the highest.
    var last: Int64
    /// The number of values of one climb.
    var length = 1
    /// The number of repeats with the same steps and finite values.
    var repeats = 1
    /// The values of all its repeats.
    var values: ValueSummary
    /// The first value of the last repeat.
    var lastFirst: LoggedPoint
    /// False after a step outside of all runs: a later run would not be among the first steps.
    private var isOpenToRuns = true

    init(_ point: LoggedPoint) {
        runs = [EvenRun(point.step)]
        last = point.step
        values = ValueSummary(point)
        lastFirst = point
    }

    var first: Int64 { runs[0].first }

    mutating func append(_ point: LoggedPoint) {
        takeStep(point.step)
        length += 1
        last = point.step
        values.append(point)
    }

    private mutating func takeStep(_ step: Int64) {
        guard isOpenToRuns else { return }
        if runs[runs.count - 1].take(step) { return }
        if runs.count < Self.keptRuns {
            runs.append(EvenRun(step))
        } else {
            isOpenToRuns = false
        }
    }

    /// Appends a single climb that begins at or above the last step.
    mutating func append(_ other: Climb) {
        for run in other.runs where isOpenToRuns {
            var index = 0
            // A run whose first steps fit the last one is appended step by step only as long as
            // that makes a difference.
            while index < run.count, isOpenToRuns {
                takeStep(run[index])
                index += 1
                let end = runs.count - 1
                let fits = runs[end].count >= 2 && runs[end].stride == run.stride
                if isOpenToRuns, fits, runs[end].last == run[index - 1] {
                    runs[end].count += run.count - index
                    index = run.count
                }
            }
        }
        if !other.isOpenToRuns { isOpenToRuns = false }
        length += other.length
        last = other.last
        values.append(other.values)
    }

    func isAlike(_ other: Climb) -> Bool {
        runs == other.runs && length == other.length && isOpenToRuns && other.isOpenToRuns
            && values.stretches == nil && other.values.stretches == nil
    }

    /// Counts another climb with the same steps as a repeat of this one.
    mutating func takeRepeat(_ other: Climb) {
        repeats += other.repeats
        values.append(other.values)
        lastFirst = other.lastFirst
    }

    /// The first steps of one climb, at most three.
    var head: [Int64] {
        var steps: [Int64] = []
        for run in runs {
            for index in 0..<min(run.count, 3 - steps.count) { steps.append(run[index]) }
            if steps.count == 3 { break }
        }
        return steps
    }

    var decidingRuns: ArraySlice<EvenRun> { runs.prefix(Self.decidingRuns) }

    mutating func shiftSteps(by shift: Int64) {
        for index in runs.indices { runs[index].first = runs[index].first.addingHeld(shift) }
        last = last.addingHeld(shift)
        lastFirst.step = lastFirst.step.addingHeld(shift)
        values.shiftSteps(by: shift)
    }
}
