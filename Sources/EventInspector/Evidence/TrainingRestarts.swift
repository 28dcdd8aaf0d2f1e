/// A detector of restarts in the steps of a run.
struct TrainingRestarts {
    private struct Last {
        var step: Int64 = 0
        var wallTime = 0.0
        /// -1 before the first value.
        var segment = -1
        var starts = 0
    }

    private var last: [Last] = []
    private var segment = 0
    private var starts = 0

    mutating func noteSessionStart() { starts += 1 }
    mutating func startFile() { starts += 1 }

    /// Adds a value's step.
    ///
    /// - Returns: Whether it is the first of a new segment.
    @inline(__always)
    mutating func add(tag: Int, step: Int64, wallTime: Double) -> Bool {
        while last.count <= tag { last.append(Last()) }
        let before = last[tag]
        last[tag] = Last(step: step, wallTime: wallTime, segment: segment, starts: starts)
        guard before.segment >= 0,
            TagHistory.isReset(
                from: (before.step, before.wallTime),
                to: (step, wallTime),
                behindStart: starts != before.starts
            )
        else { return false }
        // The other tags follow the first that goes back.
        guard before.segment == segment else { return false }
        segment += 1
        last[tag].segment = segment
        return true
    }
}
