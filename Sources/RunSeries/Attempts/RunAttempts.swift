internal import Timelines

/// The writers and attempts of a run, for each place of its files.
struct RunAttempts: Sendable {
    /// Where a value belongs.
    struct Place: Hashable, Sendable {
        /// The number of its writer, from 1.
        var writer: Int
        /// The number of its writer's attempt, from 1.
        var attempt: Int
        /// Which attempt that is of those that the timeline keeps.
        fileprivate var index: Int
    }

    private let timeline: Timeline?
    /// For each file the places at which an attempt begins, in file order.
    private var stretches: [Int: [(offset: Int, place: Place)]] = [:]
    /// Files all of whose points are in another one.
    private var copies: Set<Int> = []

    /// A run of one writer and one attempt.
    init() { timeline = nil }

    init(_ timeline: Timeline) {
        self.timeline = timeline
        copies = Set(timeline.copies.map(\.file))
        for (number, writer) in timeline.writers.enumerated() {
            for (index, attempt) in writer.attempts.enumerated() {
                let place = Place(writer: number + 1, attempt: attempt.number, index: index)
                for (position, file) in attempt.files.enumerated() {
                    stretches[file, default: []].append((position == 0 ? attempt.place : 0, place))
                }
            }
        }
        for file in stretches.keys { stretches[file]?.sort { $0.offset < $1.offset } }
    }

    /// Where a value belongs; `nil` if that is not known.
    func place(of offset: Int, in file: Int) -> Place? {
        guard timeline != nil else { return Place(writer: 1, attempt: 1, index: 0) }
        guard let own = stretches[file] else { return nil }
        return (own.last { $0.offset <= offset } ?? own.first)?.place
    }

    /// Whether a later attempt logged the step again, or another file holds the same values.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - tag: The tag's number in the timeline.
    ///   - place: Where the value belongs; `nil` if that is not known.
    ///   - file: The value's file.
    /// - Returns: False where that is not known.
    func isSuperseded(step: Int64, tag: Int, place: Place?, file: Int) -> Bool {
        guard let timeline else { return false }
        if copies.contains(file) { return true }
        guard let place else { return false }
        return timeline.writers[place.writer - 1].isSuperseded(step: step, of: tag, in: place.index)
    }

    /// Whether later attempts of a writer exist, so that values may be superseded.
    func mayBeSuperseded(_ place: Place?, file: Int) -> Bool {
        guard let timeline else { return false }
        if copies.contains(file) { return true }
        guard let place else { return false }
        return place.index + 1 < timeline.writers[place.writer - 1].attempts.count
    }

    /// The number of writers.
    var writerCount: Int { timeline?.writers.count ?? 1 }
}
