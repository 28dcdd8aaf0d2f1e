internal import TextOutput
internal import Timelines

/// What the timeline of a followed run says about values that are not finite.
struct BreakNews {
    /// An attempt, whatever is found before it later.
    struct AttemptName: Hashable {
        /// The position of its first file among the run's.
        let file: Int
        let place: Int
    }

    /// What is known about a value.
    enum Verdict {
        /// The timeline does not have it: a wall time, an example, a tag beyond the limits.
        case unknown
        /// It is to be told.
        ///
        /// - isCurrent: Whether its attempt is the last of its writer.
        case told(AttemptName, isCurrent: Bool)
        /// It is not to be told, or not yet.
        case withheld
    }

    private let timeline: Timeline
    private let tags: [ExactName: Int]
    /// Whether no more values are expected, so that nothing is pending.
    private let isSettled: Bool

    init(_ timeline: Timeline, tags: [ExactName: Int], isSettled: Bool) {
        self.timeline = timeline
        self.tags = tags
        self.isSettled = isSettled
    }

    /// What is known about a non-finite value of a tag.
    func verdict(on tag: String, file: Int, place: Int, step: Int64) -> Verdict {
        if timeline.copies.contains(where: { $0.file == file }) { return .withheld }
        guard let number = tags[ExactName(tag)],
            let writer = timeline.writers.first(where: { $0.files.contains(file) }),
            let attempt = writer.attempt(of: file, place: place),
            let history = writer.attempts[attempt].tags[number]
        else { return .unknown }
        let value = history.breaks?.kept.last { $0.contains(file: file, place: place) }
        if let value, isPending(value, of: history) { return .withheld }
        let step = value?.first.step ?? step
        guard !writer.isSuperseded(step: step, of: number, in: attempt) else { return .withheld }
        return .told(
            Self.name(of: writer.attempts[attempt]),
            isCurrent: attempt == writer.attempts.count - 1
        )
    }

    /// A break that is to be told unless it was.
    struct NewBreak {
        let tag: Int
        let attempt: AttemptName
        let isCurrent: Bool
        /// Whether it is not certain yet.
        let isPending: Bool
        let value: Break
        /// The file in which it begins, and the copies of that file.
        let files: [Int]
        /// The last value that was finite, in this attempt.
        let lastFinite: LoggedPoint?
    }

    /// The breaks of some tags that no later attempt superseded.
    func breaks(ofTags wanted: Set<Int>) -> [NewBreak] {
        var breaks: [NewBreak] = []
        for writer in timeline.writers {
            for (index, attempt) in writer.attempts.enumerated() {
                for tag in wanted.sorted() {
                    guard let history = attempt.tags[tag], let found = history.breaks else {
                        continue
                    }
                    for value in found.kept {
                        let step = value.first.step
                        if writer.isSuperseded(step: step, of: tag, in: index) { continue }
                        breaks.append(
                            NewBreak(
                                tag: tag,
                                attempt: Self.name(of: attempt),
                                isCurrent: index == writer.attempts.count - 1,
                                isPending: isPending(value, of: history),
                                value: value,
                                files: [value.first.file] + copies(of: value.first.file),
                                lastFinite: history.lastFinite
                            )
                        )
                    }
                }
            }
        }
        return breaks
    }

    private func copies(of file: Int) -> [Int] {
        timeline.copies.filter { $0.original == file }.map(\.file)
    }

    /// The number of a tag in the timeline.
    func number(of tag: String) -> Int? { tags[ExactName(tag)] }

    private static func name(of attempt: Attempt) -> AttemptName {
        AttemptName(file: attempt.files.first ?? 0, place: attempt.place)
    }

    /// Whether more values must come before it is certain what a break is.
    ///
    /// Where steps are counted again in one file, the next two values show whether a block was
    /// flushed late, or a pass has begun.
    private func isPending(_ value: Break, of history: TagAttempt) -> Bool {
        if isSettled { return false }
        let fell = value.before.map { $0.step > value.first.step } ?? false
        guard value.pass > 1 || fell else { return false }
        var seen = value.count
        switch value.end {
        case .open: break
        case .passEnded: return false
        case .finiteAgain(let point):
            seen += 1  // in range: at most the values that were read
            if history.last.file != point.file || history.last.place > point.place { seen += 1 }
        }
        return seen < Self.certainCount
    }

    private static let certainCount = 3
}

extension Breaks {
    /// The breaks that are kept, in their order.
    var kept: [Break] {
        var kept = [first]
        for value in [longest, last] where !kept.contains(where: { $0.first == value.first }) {
            kept.append(value)
        }
        return kept
    }
}

extension Break {
    /// Whether a value of the tag belongs to it.
    func contains(file: Int, place: Int) -> Bool {
        if file == first.file, place < first.place { return false }
        if file == last.file, place > last.place { return false }
        return file == first.file || file == last.file
    }
}
