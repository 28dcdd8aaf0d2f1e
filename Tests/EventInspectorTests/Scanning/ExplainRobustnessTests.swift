import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Explaining is as safe as scanning, whatever the file.
@Suite struct ExplainRobustnessTests {
    private func explain(_ path: FilePath) throws -> Explanation {
        try RunExplainer(options: ScanOptions(jobs: 2)).explain(path.string)
    }

    @Test func everyFixtureIsExplainedOrHealthy() throws {
        let explanation = try explain(Fixtures.directory)
        #expect(explanation.report.findings.count > 100)
        #expect(!explanation.stories.isEmpty)
        let text = ExplanationText(now: 1.8e9).text(of: explanation)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && ($0.value < 32 || $0.value == 127) })
        for story in explanation.stories {
            #expect(!story.evidence.isEmpty, "\(story.run) has a claim without evidence")
        }
    }

    @Test(.enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"))
    func theCorpusIsExplained() throws {
        let explanation = try explain(try #require(Fixtures.corpus))
        #expect(explanation.stories.allSatisfy { !$0.evidence.isEmpty })
    }

    @Test func damagedCopiesOfTheDemoAreExplained() throws {
        let directory = Fixtures.directory.pushing("demo").string
        var random = SeededGenerator(seed: 4)
        for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
            for _ in 0..<40 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    damaged[Int.random(in: damaged.indices, using: &random)] = .random(
                        in: .min ... .max,
                        using: &random
                    )
                }
                let scratch = try ScratchDirectory([Scan.fileName: damaged])
                let explanation = try withExtendedLifetime(scratch) { try explain(scratch.path) }
                #expect(explanation.stories.allSatisfy { !$0.evidence.isEmpty })
            }
        }
    }

    /// Scan and explanation name the same origin.
    @Test func theScanAgrees() throws {
        let explanation = try explain(Fixtures.directory.pushing("demo"))
        let origin = try #require(explanation.report.origin.first)
        let story = try #require(explanation.stories.first)
        #expect(origin.tag == story.tag)
        #expect(origin.step == story.step)
        #expect(origin.direction == story.direction)
        #expect(origin.direction == .backward)
    }
}
