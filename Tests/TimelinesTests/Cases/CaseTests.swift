import SystemPackage
import TestSupport
import Testing
import Timelines

/// Small runs of known truth: attempts, passes, jitter, axes, writers and clocks.
struct CaseTests {
    private static let directory = Fixtures.directory.appending("timeline")
    private static let truths: [String: CaseTruth] = {
        var truths = (try? CaseTruth.all(in: directory)) ?? [:]
        // Runs by which people reported faults.
        let field = (try? CaseTruth.all(in: directory.appending("field"))) ?? [:]
        for (name, truth) in field { truths["field/\(name)"] = truth }
        return truths
    }()

    @Test func allCasesArePresent() {
        #expect(Self.truths.count == 61 + 18)
    }

    @Test(arguments: truths.keys.sorted())
    func theTimelineMatchesTheTruth(name: String) throws {
        let truth = try #require(Self.truths[name])
        let (timeline, tags) = try RunReader.timeline(of: Self.directory.pushing(FilePath(name)))
        expectOutcome(of: timeline, truth)
        let told = timeline.toldFirst
        if let first = truth.first {
            #expect(told.map { tags[$0.tag] } == first.tag)
            #expect(told?.value.first.step == first.step)
        }
        if let step = truth.step { #expect(told?.value.first.step == step) }
        if case .number(let attempts) = truth.attempts {
            #expect(timeline.writers.map(\.attemptCount).max() == attempts)
        }
        if let isConcurrent = truth.isConcurrent {
            let found = timeline.writers.flatMap(\.relations).contains {
                if case .concurrent = $0 { true } else { false }
            }
            #expect(found == isConcurrent)
        }
        if case .number(let passes) = truth.passes {
            let counts = timeline.writers.flatMap(\.attempts).flatMap(\.tags.values).map(\.passes)
            // A tag that never begins again has one pass, which the truth does not count.
            #expect(counts.max() == max(1, passes))
        }
        if let axes = truth.axes { expectAxes(axes, of: timeline) }
    }

    private func expectOutcome(of timeline: Timeline, _ truth: CaseTruth) {
        guard let words = truth.outcome else { return }
        let outcome = timeline.outcome
        if Outcome(rawValue: words) != nil {
            #expect(outcome.rawValue == words)
        } else if words.contains("cannot tell") {
            #expect(outcome == .broken && timeline.isHedged)
        } else {
            #expect(outcome != .recoveredByRestart)
        }
    }

    private func expectAxes(_ truth: CaseTruth.Words, of timeline: Timeline) {
        for writer in timeline.writers {
            let axes = writer.axes
            let pairs = axes.axes.indices.flatMap { first in
                axes.axes.indices.filter { $0 > first }
                    .map { axes.relation(ofAxis: first, to: $0) }
            }
            switch truth {
            case .number(1): #expect(pairs.isEmpty)
            case .number(let count):
                #expect(axes.axes.count == count)
                #expect(pairs.allSatisfy { $0 == .different })
            case .sentence(let words):
                if words.hasPrefix("1 or") { #expect(!pairs.contains(.different)) }
                if words.hasPrefix("2 or") { #expect(!pairs.isEmpty) }
                if words == "unknown" { #expect(pairs == [.unknown]) }
            }
        }
    }
}
