import SystemPackage
import TestSupport
import Testing

/// The checks themselves: they find fault where there is one, and only there.
@Suite(.enabled(if: Peers.areWanted, Peers.hint), .serialized)
struct HarnessTests {
    private func sample() throws -> InteropLogdir {
        let logdir = try InteropLogdir()
        let outcome = try Peers.run("write_sample.py", logdir.path)
        try #require(outcome.status == 0, "\(outcome.output)")
        return logdir
    }

    @Test(arguments: ["check_api.py", "check_readback.py"])
    func filesOfTensorBoardsOwnProtosAreAsExpected(script: String) throws {
        let logdir = try sample()
        let outcome = try Peers.run(script, logdir.path)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains(" 0 errors"))
    }

    @Test(.enabled(if: Peers.areWantedWithBrowser, Peers.browserHint))
    func pagesShowFilesOfTensorBoardsOwnProtos() throws {
        let logdir = try sample()
        let shots = Peers.screenshots.appending("sample").string
        let outcome = try Peers.run("check_pages.py", logdir.path, shots)
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test func deviatingValuesAreFoundInEverySection() throws {
        let logdir = try sample()
        let outcome = try Peers.run("check_faults.py", logdir.path)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
