import EventInspector
import SystemPackage
import Testing

/// What every function of the writer logs, as TensorBoard, TensorFlow, tbparse, Chromium and the
/// inspector see it.
@Suite(.enabled(if: Peers.areWanted, Peers.hint), .serialized)
struct EveryKindTests {
    private func written() throws -> InteropLogdir {
        let everything = try EveryKind()
        try everything.write()
        return everything.logdir
    }

    @Test(arguments: ["check_api.py", "check_readback.py"])
    func valuesSurviveARoundTrip(script: String) throws {
        let logdir = try written()
        let outcome = try Peers.run(script, logdir.path)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains(" 0 errors"))
    }

    @Test(.enabled(if: Peers.areWantedWithBrowser, Peers.browserHint))
    func everyPageShowsItsCards() throws {
        let logdir = try written()
        let shots = Peers.screenshots.appending("every-kind").string
        let outcome = try Peers.run("check_pages.py", logdir.path, shots)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}

/// The inspector reads the same logdir; that needs no Python.
@Suite struct EveryKindScanTests {
    @Test func theInspectorFindsOnlyNonFiniteValues() throws {
        let everything = try EveryKind()
        try everything.write()
        let report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([everything.logdir.path])
        #expect(
            report.findings.map { "\($0.run) \($0.tag) \($0.kind.rawValue) \($0.count)" }.sorted()
                == [
                    "train loss +inf 1", "train loss -inf 1", "train loss nan 1",
                    "train raw nan 1",
                ]
        )
        #expect(report.totals.issues == 0)
        #expect(report.totals.runs == 5)
    }
}
