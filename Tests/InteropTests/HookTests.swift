import EventInspector
import SystemPackage
import TestSupport
import Testing

/// The PyTorch code of the article "Logging what explain needs", pasted and run.
@Suite(.enabled(if: Peers.hasTorch, Peers.torchHint), .serialized)
struct HookTests {
    private static let article = FilePath(Fixtures.packageDirectory).pushing(
        "Sources/EventInspector/EventInspector.docc/LoggingWhatExplainNeeds.md"
    ).string

    @Test func whatTheHookLogsNamesTheLayerAndTheCause() throws {
        let scratch = try ScratchDirectory()
        let outcome = try Peers.run("check_hook.py", Self.article, scratch.path.string)
        try #require(outcome.status == 0, "\(outcome.output)")
        func story(_ run: String) throws -> Explanation.Story? {
            try RunExplainer(options: ScanOptions(jobs: 1)).explain(scratch.path(run).string)
                .stories.first
        }

        let log = try #require(try story("log"))
        #expect(log.step == 5)
        #expect(log.tag == "activations/2.log")
        #expect(log.causes.first?.kind == .logZero)
        #expect(log.causes.first?.strength == .shown)

        let root = try #require(try story("sqrt"))
        #expect(root.step == 5)
        #expect(root.direction == .backward)
        #expect(root.causes.first?.kind == .sqrtZero)
        #expect(root.causes.first?.strength == .shown)

        #expect(try story("healthy") == nil)
        #expect(try story("half") == nil)
    }
}
