import SystemPackage
import TestSupport
import Testing
import Timelines

/// Event files that other people's programs wrote: real runs, of which none was restarted, and a
/// few were run again.
@Suite(.enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"))
struct CorpusTests {
    private static let runs: [String] = {
        let files = TruthRow.all.filter(\.isEventFile).filter { $0["compression"] == "none" }
        return Set(files.map { FilePath($0.file.name).removingLastComponent().string }).sorted()
    }()

    /// Their first files' steps come again, each by another process, minutes to hours later.
    private static let runAgain = [
        "Asad-Ismail__SMN/output",
        "joshbrew__hifart-gan/cp_hifigan/logs",
        "motokimura__pytorch_tensorboard/runs/example",
    ]

    @Test(arguments: runs)
    func noRunIsSaidToBeRestartedThatWasNot(run: String) throws {
        let corpus = try #require(Fixtures.corpus)
        let timeline = try RunReader.timeline(of: corpus.pushing(FilePath(run))).timeline
        let later = timeline.writers.flatMap { $0.attempts.dropFirst() }.map(\.beginning)
        #expect(later.allSatisfy { $0 == .runAgain })
        #expect(later.isEmpty == !Self.runAgain.contains(run))
        #expect(timeline.copies.isEmpty)
    }

    /// None of the losses, gradients and weights of these runs is known to have ended as NaN.
    @Test(arguments: runs)
    func noRunIsSaidToBeBroken(run: String) throws {
        let corpus = try #require(Fixtures.corpus)
        let timeline = try RunReader.timeline(of: corpus.pushing(FilePath(run))).timeline
        #expect(timeline.outcome != .broken)
    }
}
