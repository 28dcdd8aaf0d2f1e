/// The usual increments and falls of a tag's steps.
struct StepHabit: Sendable, Hashable {
    /// The median of the increments above 0; 0 if there are none.
    var increment: Int64 = 0
    /// The median of the falls; 0 if there are none.
    var fall: Int64 = 0
    /// Whether steps sometimes fall without starting over, as those of asynchronous loggers do.
    var jitters = false

    init(_ list: ClimbList) {
        let climbs = list.entries
        var increments: [(Int64, Int)] = []
        var falls: [(Int64, Int)] = []
        var fallsElsewhere = 0
        var count = 0
        let beginning = climbs[0].first
        for (index, climb) in climbs.enumerated() {
            count += climb.length * climb.repeats
            Self.addIncrements(of: climb, to: &increments)
            if index > 0 {
                falls.append((climbs[index - 1].last.subtractingHeld(climb.first), 1))
                if climb.repeats > 1 {
                    falls.append((climb.last.subtractingHeld(climb.first), climb.repeats - 1))
                }
                if climb.first > beginning { fallsElsewhere += climb.repeats }
            }
        }
        increment = Self.median(increments)
        fall = Self.median(falls)
        jitters = fallsElsewhere >= 3 && fallsElsewhere * 20 > count
    }

    /// The threshold above which a fall is not jitter.
    var deepFall: Int64 { jitters ? fall.multipliedHeld(4) : 0 }

    private static func addIncrements(of climb: Climb, to increments: inout [(Int64, Int)]) {
        var known = 0
        var previous: Int64?
        for run in climb.decidingRuns {
            if let previous {
                increments.append((run.first.subtractingHeld(previous), climb.repeats))
            }
            if run.count > 1 {
                increments.append((run.stride, (run.count - 1) * climb.repeats))
            }
            previous = run.last
            known += run.count
        }
        if known < climb.length, let previous {
            let left = climb.length - known
            increments.append(
                (climb.last.subtractingHeld(previous) / Int64(left), left * climb.repeats)
            )
        }
    }

    /// The lower median of weighted values above 0.
    private static func median(_ values: [(Int64, Int)]) -> Int64 {
        let sorted = values.filter { $0.0 > 0 }.sorted { $0.0 < $1.0 }
        var left = (sorted.reduce(0) { $0 + $1.1 } + 1) / 2
        for (value, weight) in sorted {
            left -= weight
            if left <= 0 { return value }
        }
        return 0
    }
}
