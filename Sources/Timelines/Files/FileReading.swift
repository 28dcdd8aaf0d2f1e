/// The summary of an event file: a bounded number of segments.
struct FileReading: Sendable, Hashable {
    /// The number of segments kept as they are; beyond it, the older half is decided and merged.
    static let keptSegments = 64

    let index: Int
    var facts: FileFacts
    private(set) var clock: FileClock?
    /// The segments; the last is being read.
    private(set) var segments = [Segment()]
    private(set) var valueCount = 0
    /// The starts that matter to TensorBoard's own rule, their steps growing.
    private(set) var purges: [SessionStart] = []
    var unread: [UnreadStretch] = []
    private(set) var lastPlace: Int?

    init(index: Int, facts: FileFacts) {
        self.index = index
        self.facts = facts
    }

    mutating func append(_ point: LoggedPoint, tag: Int) {
        valueCount += 1
        lastPlace = point.place
        if clock == nil {
            clock = FileClock(point.time)
        } else {
            clock?.append(point.time)
        }
        let last = segments.count - 1
        if segments[last].place == nil { segments[last].place = point.place }
        // In place: a stretch is large, and optional chaining would move it out and back.
        if let index = segments[last].tags.index(forKey: tag) {
            segments[last].tags.values[index].append(point)
        } else {
            segments[last].tags[tag] = TagStretch(point)
        }
    }

    mutating func append(_ start: SessionStart) {
        addPurge(start)
        if segments[segments.count - 1].isEmpty {
            segments[segments.count - 1].start = start
        } else {
            segments.append(Segment(start: start))
        }
        decideOldSegments()
    }

    /// Appends the next part of the file.
    mutating func append(_ part: FileReading) {
        valueCount += part.valueCount
        lastPlace = part.lastPlace ?? lastPlace
        if clock == nil {
            clock = part.clock
        } else if let next = part.clock {
            clock?.append(next)
        }
        for start in part.purges { addPurge(start) }
        unread += part.unread
        for (index, segment) in part.segments.enumerated() {
            if index == 0, segment.start == nil {
                segments[segments.count - 1].append(part: segment)
            } else if segments[segments.count - 1].isEmpty {
                segments[segments.count - 1] = segment
            } else {
                segments.append(segment)
            }
            decideOldSegments()
        }
    }

    /// Keeps only the starts that hide anything that a later one does not.
    private mutating func addPurge(_ start: SessionStart) {
        while let last = purges.last, last.step >= start.step { purges.removeLast() }
        purges.append(start)
        if purges.count > Self.keptSegments { purges.remove(at: purges.count / 2) }
    }

    private mutating func decideOldSegments() {
        guard segments.count > Self.keptSegments else { return }
        var before: [Int: TagBefore] = [:]
        var decided: [Segment] = []
        let half = Self.keptSegments / 2
        for segment in segments.prefix(half) {
            var segment = segment.shifted { tag in
                decided.reversed().lazy.compactMap { $0.tags[tag] }.first
            }
            var rule = BackRule(isOtherFile: false)
            for (tag, stretch) in segment.tags {
                guard let known = before[tag] else { continue }
                rule.take(stretch, before: known)
            }
            segment.beginsAttempt = segment.beginsAttempt || rule.goesBack
            if decided.isEmpty || segment.beginsAttempt {
                decided.append(segment)
            } else {
                decided[decided.count - 1].append(later: segment)
            }
            for tag in segment.tags.keys {
                guard let stretch = decided[decided.count - 1].tags[tag] else { continue }
                before[tag] = TagBefore(stretch, first: before[tag]?.first)
            }
        }
        segments.replaceSubrange(..<half, with: Self.bounded(decided))
    }

    /// Drops the middle ones of many attempts that need not be kept.
    private static func bounded(_ attempts: [Segment]) -> [Segment] {
        guard attempts.count > 16 else { return attempts }
        let broken = attempts.firstIndex { $0.hasNonFinite }
        var kept: [Segment] = []
        var dropped = 0
        for (index, attempt) in attempts.enumerated() {
            if index < 2 || index >= attempts.count - 13 || index == broken {
                var attempt = attempt
                attempt.droppedAttempts += dropped
                dropped = 0
                kept.append(attempt)
            } else {
                dropped += 1 + attempt.droppedAttempts
            }
        }
        return kept
    }
}

extension TagBefore {
    init(_ stretch: TagStretch, first: Int64?) {
        self.init(
            first: first ?? stretch.first.step,
            highest: stretch.highest,
            lowest: stretch.lowest,
            habit: StepHabit(stretch.climbs.reduced()),
            moves: stretch.moves || (first.map { $0 != stretch.first.step } ?? false)
        )
    }
}

extension FileReading {
    /// The same with other numbers for the tags.
    func renumbered(_ tag: (Int) -> Int) -> FileReading {
        var renumbered = self
        for index in segments.indices {
            renumbered.segments[index].tags = [:]
            for (number, stretch) in segments[index].tags {
                renumbered.segments[index].tags[tag(number)] = stretch
            }
        }
        return renumbered
    }

    /// The stretches of a tag in all segments.
    func stretches(of tag: Int) -> [TagStretch] { segments.compactMap { $0.tags[tag] } }

    var tags: Set<Int> { segments.reduce(into: []) { $0.formUnion($1.tags.keys) } }
}
