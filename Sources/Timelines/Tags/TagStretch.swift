/// The summary of a tag over a stretch of a file, in bounded memory.
struct TagStretch: Sendable, Hashable {
    private(set) var count = 1
    private(set) var first: LoggedPoint
    private(set) var last: LoggedPoint
    private(set) var lowest: Int64
    private(set) var highest: Int64
    private(set) var earliest: Double
    private(set) var latest: Double
    private(set) var climbs: ClimbList
    private(set) var sample = StepSample()
    /// The shift of the last step of the file, for a 32-bit counter that wrapped.
    private(set) var unwrapping: Int64 = 0

    init(_ point: LoggedPoint) {
        first = point
        last = point
        lowest = point.step
        highest = point.step
        earliest = point.time
        latest = point.time
        climbs = ClimbList(point)
        sample.add(SampledPoint(point))
    }

    var moves: Bool { lowest != highest }

    private var lastStepInFile: Int64 { last.step.subtractingHeld(unwrapping) }

    /// Appends the next value of the file, with its step as logged.
    mutating func append(_ logged: LoggedPoint) {
        unwrapping = unwrapping.addingHeld(lastStepInFile.wrap(before: logged.step))
        var point = logged
        point.step = logged.step.addingHeld(unwrapping)
        take(point)
    }

    /// Appends the next part of the file.
    mutating func append(part: TagStretch) {
        guard part.count > 1 else {
            append(part.first)
            return
        }
        var other = part
        other.shiftSteps(by: unwrapping.addingHeld(lastStepInFile.wrap(before: part.first.step)))
        append(later: other)
    }

    /// Appends a later stretch whose steps are shifted by ``shift(for:)`` already.
    mutating func append(later other: TagStretch) {
        unwrapping = other.unwrapping
        guard other.count > 1 else {
            take(other.first)
            return
        }
        count += other.count  // in range: values that were read
        last = other.last
        lowest = min(lowest, other.lowest)
        highest = max(highest, other.highest)
        earliest = min(earliest, other.earliest)
        latest = max(latest, other.latest)
        climbs.append(other.climbs)
        sample.add(other.sample)
    }

    private mutating func take(_ point: LoggedPoint) {
        count += 1
        last = point
        lowest = min(lowest, point.step)
        highest = max(highest, point.step)
        earliest = min(earliest, point.time)
        latest = max(latest, point.time)
        climbs.append(point)
        sample.add(SampledPoint(point))
    }

    /// The shift with which a later stretch, of this file or another, continues where the counter
    /// of this one wrapped.
    func shift(for later: TagStretch) -> Int64 {
        let wrap = lastStepInFile.wrap(before: later.first.step)
        if wrap != 0 { return unwrapping.addingHeld(wrap) }
        return later.first.step < 0 ? unwrapping : 0
    }

    mutating func shiftSteps(by shift: Int64) {
        guard shift != 0 else { return }
        first.step = first.step.addingHeld(shift)
        last.step = last.step.addingHeld(shift)
        lowest = lowest.addingHeld(shift)
        highest = highest.addingHeld(shift)
        unwrapping = unwrapping.addingHeld(shift)
        climbs.shiftSteps(by: shift)
        sample.shiftSteps(by: shift)
    }
}

extension TagStretch {
    /// Whether it has a non-finite value.
    var hasNonFinite: Bool {
        climbs.rest?.stretches != nil || climbs.entries.contains { $0.values.stretches != nil }
    }
}
