/// The values of a file from one `SessionLog.START` to the next.
struct Segment: Sendable, Hashable {
    /// The event that opens it; nil for the values before the first one.
    var start: SessionStart?
    /// The place of its first value.
    var place: Int?
    var tags: [Int: TagStretch] = [:]
    /// Whether it certainly begins an attempt; decided while reading if there are many.
    var beginsAttempt = false
    /// The number of attempts dropped between the previous one and this one.
    var droppedAttempts = 0

    var isEmpty: Bool { tags.isEmpty }

    var hasNonFinite: Bool { tags.values.contains { $0.hasNonFinite } }

    /// Appends the next part of the segment.
    mutating func append(part: Segment) {
        if isEmpty, start == nil { start = part.start }
        if place == nil { place = part.place }
        for (tag, stretch) in part.tags {
            if tags[tag]?.append(part: stretch) == nil { tags[tag] = stretch }
        }
    }

    /// Appends a later segment, which does not begin an attempt.
    mutating func append(later: Segment) {
        if isEmpty, start == nil { start = later.start }
        if place == nil { place = later.place }
        for (tag, stretch) in later.tags {
            if tags[tag]?.append(later: stretch) == nil { tags[tag] = stretch }
        }
    }

    /// The segment with its steps shifted, if a 32-bit counter wrapped before it.
    func shifted(after earlier: (Int) -> TagStretch?) -> Segment {
        var shifted = self
        for (tag, stretch) in tags {
            guard let shift = earlier(tag)?.shift(for: stretch), shift != 0 else { continue }
            shifted.tags[tag]?.shiftSteps(by: shift)
        }
        return shifted
    }
}
