import TestSupport
import Testing
import Timelines

/// Random runs against an oracle that keeps every value.
struct OracleTests {
    @Test(arguments: RunKind.allCases.filter { $0 != .noise && $0 != .wrapped })
    func passesAndBreaksAreThoseOfTheDefinition(kind: RunKind) {
        for seed in 0..<80 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let run = MadeRun(kind, using: &random)
            for attempt in run.timeline.writers.flatMap(\.attempts) {
                guard attempt.files.count == 1, let file = attempt.files.first else { continue }
                for (tag, history) in attempt.tags {
                    let points = run.points(of: tag, in: file, starting: attempt.place)
                        .prefix(history.count)
                    let isRight = Self.isRight(history, of: Array(points))
                    #expect(isRight, "seed \(seed), tag \(tag)")
                    guard isRight else { return }
                }
            }
        }
    }

    private static func isRight(_ history: TagAttempt, of points: [LoggedPoint]) -> Bool {
        let (starts, jitters) = Oracle.passes(points.map(\.step))
        let breaks = Oracle.breaks(points, passes: starts)
        // Beyond so many climbs not all falls are kept.
        guard history.passesAreCounted else { return true }
        guard history.passes == starts.count, history.jitters == jitters,
            history.breaks?.count ?? 0 == breaks.count
        else { return false }
        guard let found = history.breaks else { return true }
        let longest = breaks.map(\.count).max() ?? 0
        return found.values == breaks.reduce(0) { $0 + $1.count }
            && breaks.first.map { isSame(found.first, $0) } == true
            && breaks.last.map { isSame(found.last, $0) } == true
            && breaks.first { $0.count == longest }.map { isSame(found.longest, $0) } == true
            && found.longestEarlier == breaks.dropLast().map(\.count).max() ?? 0
            && found.areOpen == (points.last?.value.isFinite == false)
    }

    private static func isSame(_ found: Break, _ expected: Oracle.FoundBreak) -> Bool {
        var after: LoggedPoint?
        if case .finiteAgain(let point) = found.end { after = point }
        return found.first == expected.first && found.last == expected.last
            && found.count == expected.count && found.before == expected.before
            && after == expected.after && found.pass == expected.pass
    }

    @Test(arguments: [RunKind.restarts, .restartsWithStart, .concurrent, .otherHost, .plain])
    func writersAndAttemptsAreThoseOfTheDefinition(kind: RunKind) {
        for seed in 0..<80 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let run = MadeRun(kind, using: &random)
            let expected = Oracle(run: run).writers()
            let writers = run.timeline.writers
            #expect(writers.map(\.files) == expected.map(\.files), "seed \(seed)")
            #expect(
                writers.map(\.attemptCount) == expected.map(\.attempts.count),
                "seed \(seed)"
            )
            guard writers.count == expected.count else { return }
            for (writer, other) in zip(writers, expected) {
                for attempt in writer.attempts where attempt.number <= other.attempts.count {
                    let own = other.attempts[attempt.number - 1]
                    #expect(attempt.beginning == own.beginning, "seed \(seed)")
                    for (tag, history) in attempt.tags {
                        #expect(history.count == own.points(tag).count, "seed \(seed)")
                    }
                }
            }
        }
    }
}

extension MadeRun {
    /// The values of a tag in a file, starting at a place.
    func points(of tag: Int, in file: Int, starting place: Int) -> [LoggedPoint] {
        files[file].events.compactMap { event in
            guard case .value(let point, let other) = event, other == tag, point.place >= place
            else { return nil }
            return point
        }
    }
}
