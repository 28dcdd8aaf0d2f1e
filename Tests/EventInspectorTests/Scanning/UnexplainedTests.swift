import EventInspector
import SystemPackage
import TestSupport
import Testing

/// Whatever a scan names, an explanation names as well.
struct UnexplainedTests {
    private func explain(_ path: FilePath) throws -> Explanation {
        try RunExplainer(options: ScanOptions(jobs: 2)).explain(path.string)
    }

    private func explain(_ events: [[UInt8]]) throws -> Explanation {
        let directory = try ScratchDirectory([Scan.fileName: RecordBytes.file(events)])
        return try withExtendedLifetime(directory) { try explain(directory.path) }
    }

    /// Hyperparameters, wall times, datasets, debugger dumps and all the rest.
    @Test func everyFindingOfEveryFixtureIsMentioned() throws {
        let explanation = try explain(Fixtures.directory)
        for finding in explanation.report.findings {
            let isStory = explanation.stories.contains { $0.run == finding.run }
            let rest = explanation.unexplained.first { $0.run == finding.run }
            // A finding whose wall time is NaN is not equal to itself.
            let isListed = rest?.findings.contains { $0.brief == finding.brief } == true
            #expect(isListed || (isStory && finding.place != .wallTime), "\(finding.brief)")
            if let rest { #expect(!rest.reasons.isEmpty) }
        }
        let text = ExplanationText(now: 0).text(of: explanation)
        #expect(!text.contains("nothing to explain"))
        for rest in explanation.unexplained {
            for finding in rest.findings.prefix(5) where !finding.tag.isEmpty {
                #expect(text.contains("\(finding.tag): "))
            }
        }
        let json = ExplanationJSON().text(of: explanation)
        #expect(json.contains(#""unexplained":["#))
        #expect(json.contains(#""place":"wall_time""#))
    }

    @Test func aBadWallTimeSaysWhatWhereAndWhyThereIsNoCause() throws {
        let explanation = try explain([
            EventBytes.version(), EventBytes.scalar("loss", 1, step: 1),
            EventBytes.scalar("loss", 1, step: 2, wallTime: .nan),
        ])
        #expect(explanation.stories.isEmpty)
        let text = ExplanationText(now: 0).text(of: explanation)
        #expect(text.contains("not finite at step 2"))
        #expect(text.contains("NaN (wall_time"))
        #expect(text.contains("comes from a clock"))
        #expect(text.contains(Scan.fileName))
    }

    /// A tag that goes back while it is not finite, early: nothing tells what came first.
    @Test func aRestartAtItsBeginningIsMentioned() throws {
        let explanation = try explain([
            EventBytes.version(), EventBytes.scalar("loss", 1, step: 9),
            EventBytes.scalar("loss", .nan, step: 0), EventBytes.scalar("loss", .nan, step: 1),
        ])
        let text = ExplanationText(now: 0).text(of: explanation)
        #expect(text.contains("not finite at step 0") || text.contains("broke at step 0"))
        #expect(!text.contains("nothing to explain"))
    }

    @Test func onlyAFiniteRunHasNothingToExplain() throws {
        let explanation = try explain([EventBytes.version(), EventBytes.scalar("loss", 1, step: 1)])
        #expect(explanation.unexplained.isEmpty)
        #expect(ExplanationText(now: 0).text(of: explanation).hasPrefix("nothing to explain"))
    }
}
