/// Splits a tag's climbs into passes: epochs or folds that count their steps from the beginning.
///
/// A fall begins a pass if at least three values of the current one are at or above it, if it and
/// the next two values do not fall and stay at or below the current pass's highest step, and if
/// the climb, as far as it stays at or below that step, reaches a step of the current pass:
/// otherwise a block was flushed late. For a tag that jitters, the fall must exceed four times its
/// median fall, and so must the distance of the next two values, which may fall, from the highest
/// step.
struct PassFinder {
    private let climbs: [Climb]
    private let habit: StepHabit
    /// The three highest values of the current pass, the highest first.
    private var highest: [Int64] = []
    private var runs: [EvenRun] = []

    init(_ climbs: [Climb], habit: StepHabit) {
        self.climbs = climbs
        self.habit = habit
        takeSteps(of: climbs[0], times: 1)
    }

    /// The number of passes that begin with the climb at an index and its repeats.
    ///
    /// Call it for each climb but the first, in order.
    mutating func passes(at index: Int) -> Int {
        let climb = climbs[index]
        var begun = 0
        var previous = climbs[index - 1].last
        // After the third, repeats of a climb are alike in everything that decides.
        let tried = min(climb.repeats, 4)
        for time in 0..<tried {
            let isLast = time == tried - 1
            let times = isLast ? climb.repeats - time : 1
            if beginsPass(index, isRepeated: time < climb.repeats - 1, after: previous) {
                begun += times
                highest = []
                runs = []
            }
            takeSteps(of: climb, times: times)
            previous = climb.last
        }
        return begun
    }

    private func beginsPass(_ index: Int, isRepeated: Bool, after previous: Int64) -> Bool {
        let climb = climbs[index]
        let start = climb.first
        guard highest.count == 3, highest[2] >= start else { return false }
        guard habit.jitters else {
            let head = climb.head
            guard head.count == 3, head[2] <= highest[0] else { return false }
            let top = climb.decidingRuns.compactMap { $0.largest(atOrBelow: highest[0]) }.max()
            let reach = max(top ?? head[2], climb.last <= highest[0] ? climb.last : head[2])
            return hasStep(in: start, through: reach)
        }
        guard previous.subtractingHeld(start) > habit.deepFall else { return false }
        let head = nextSteps(index, isRepeated: isRepeated)
        guard head.count == 3 else { return false }
        for step in head where highest[0].subtractingHeld(step) <= habit.deepFall { return false }
        return hasStep(in: head.min() ?? start, through: head.max() ?? start)
    }

    /// A climb's first three steps.
    private func nextSteps(_ index: Int, isRepeated: Bool) -> [Int64] {
        var steps = climbs[index].head
        var next = isRepeated ? index : index + 1
        while steps.count < 3, next < climbs.count {
            steps += climbs[next].head.prefix(3 - steps.count)
            next = climbs[next].repeats > 1 && next > index ? next : next + 1
        }
        return steps
    }

    private func hasStep(in start: Int64, through end: Int64) -> Bool {
        for run in runs {
            if let step = run.smallest(atOrAbove: start), step <= end { return true }
        }
        return false
    }

    private mutating func takeSteps(of climb: Climb, times: Int) {
        let kept = climb.decidingRuns
        let isWhole = kept.reduce(0) { $0 + $1.count } == climb.length
        var top = isWhole ? [] : [climb.last]
        for run in kept.reversed() {
            for index in 0..<min(3 - top.count, run.count) {
                top.append(run[run.count - 1 - index])
            }
        }
        for _ in 0..<min(times, 3) { highest += top }
        highest.sort(by: >)
        if highest.count > 3 { highest.removeLast(highest.count - 3) }
        runs += kept
        if !isWhole { runs.append(EvenRun(climb.last)) }
    }
}
