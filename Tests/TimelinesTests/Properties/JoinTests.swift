import TestSupport
import Testing
import Timelines

/// Parts of files and shards of runs, read apart and joined, give the timeline of one reading.
struct JoinTests {
    @Test(arguments: RunKind.allCases)
    func joinedPartsGiveTheTimelineOfOneReading(kind: RunKind) {
        for seed in TestDepth.seeds(20, of: 60) {
            var random = SeededGenerator(seed: seed)
            let run = MadeRun(kind, using: &random)
            let whole = run.timeline
            let joined = run.timelineOfParts(using: &random)
            let isEqual = whole.isEqual(to: joined)
            #expect(isEqual, "seed \(seed)")
            guard isEqual else { return }
        }
    }

    @Test func tagsOfAnotherShardAreRenumbered() {
        var random = SeededGenerator(seed: 1)
        let run = MadeRun(.axes, using: &random)
        var first = TimelineBuilder()
        first.addFile(0, named: run.files[0].facts)
        var second = first
        for (index, event) in run.files[0].events.enumerated() {
            guard case .value(let point, let tag) = event else { continue }
            if index < 20 {
                first.append(point, of: tag)
            } else {
                second.append(point, of: 100 - tag)
            }
        }
        first.append(second) { 100 - $0 }
        for (tag, role) in run.roles { first.setRole(role, of: tag) }
        #expect(first.timeline().isEqual(to: run.timeline))
    }
}

extension Timeline {
    /// Whether two timelines are equal, wall times that are not numbers included.
    func isEqual(to other: Timeline) -> Bool {
        String(reflecting: sortedDump) == String(reflecting: other.sortedDump)
    }

    private var sortedDump: [String] {
        var lines: [String] = []
        for writer in writers {
            lines.append(
                "\(writer.files) \(writer.attemptCount) \(writer.relations) \(writer.axes.axes)"
            )
            for attempt in writer.attempts {
                lines.append(
                    "\(attempt.beginning) \(attempt.number) \(attempt.files) \(attempt.place)"
                )
                lines += attempt.tags.sorted { $0.key < $1.key }.map { "\($0)" }
            }
        }
        lines += outcomes.map { "\($0)" }
        lines += copies.map { "\($0)" }
        lines += unread.map { "\($0)" }
        lines += purges.map { "\($0)" }
        lines += roles.sorted { $0.key < $1.key }.map { "\($0)" }
        return lines
    }
}
