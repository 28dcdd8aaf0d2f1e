import EventInspector
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

/// What reports for people say of what was not looked at, and of many runs.
@Suite struct SelectedTextTests {
    private func event(_ step: Int64, _ tag: String, _ number: Float) -> [UInt8] {
        EventBytes.scalar(tag, number, step: step)
    }

    private func text(_ report: ScanReport, width: Int? = nil, all: Bool = false) -> String {
        TextFormat(now: 0, showsAll: all, width: width).text(of: report)
    }

    @Test func aRunOfWhichNothingWasSelectedIsNotCalledFinite() throws {
        var options = ScanOptions(jobs: 1)
        options.selection.tags = [Glob("loss")]
        var files: [String: [UInt8]] = [
            "a/tfevents": RecordBytes.file([event(1, "loss", 1)]),
            "b/tfevents": RecordBytes.file([event(1, "acc", 1)]),
        ]
        let few = try text(Scan.path(ScratchDirectory(files), options: options))
        #expect(few.contains("a  finite"))
        #expect(few.contains("b  nothing selected\n"))
        for index in 0..<20 {
            files["c\(index)/tfevents"] = RecordBytes.file([event(1, "acc", 1)])
        }
        let many = try text(Scan.path(ScratchDirectory(files), options: options))
        #expect(many.contains("1 run without findings\nnothing selected in 21 runs\n"))
    }

    @Test func whatFollowsTheFirstFindingIsNotClaimed() throws {
        var options = ScanOptions(jobs: 1)
        options.firstOnly = true
        let events = [event(1, "loss", 1), event(2, "loss", .nan), event(3, "loss", 1)]
        let report = try Scan.events(events, options: options)
        #expect(report.findings.map(\.isTerminal) == [false])
        #expect(report.findings.map(\.isReadOn) == [false])
        #expect(text(report).contains("not read on"))
        #expect(!text(report).contains("to the end"))
        #expect(JSONFormat().text(of: report).contains("\"readOn\":false"))
        #expect(try !JSONFormat().text(of: Scan.events(events)).contains("readOn"))
    }

    /// Whole tensors may be written only where they are not finite, digests at each step.
    @Test func aTensorIsFiniteUntilItsDigestIs() throws {
        var report = try Scan.events([
            EventBytes.event(
                step: 5,
                EventBytes.tensor("fc/gradient/tensor", floats: [1, .nan], shape: [2])
            )
        ])
        let digests = try Scan.events([event(4, "loss", 1), event(5, "loss", .nan)])
        var digest = try #require(report.findings.first)
        digest.place = .digest
        digest.tag = "fc/gradient/digest"
        digest.lastFinite = digests.findings.first?.lastFinite
        report.findings.append(digest)
        let row = try #require(
            text(report).split(separator: "\n").first {
                $0.contains("/tensor") && $0.contains("NaN")
            }
        )
        #expect(!row.contains("never"))
        #expect(row.contains(" 4 "))
    }

    // MARK: Many runs

    private func brokenRuns(_ count: Int, _ tag: (Int) -> String) -> [String: [UInt8]] {
        (0..<count).reduce(into: [:]) { files, index in
            let number = Int64(index)
            files["run_of_a_long_name_\(index)/tfevents"] = RecordBytes.file([
                event(1 + number, tag(index), 1), event(2 + number, tag(index), .nan),
                event(3 + number, tag(index), .nan),
            ])
        }
    }

    @Test func runsWithoutABlockAreCounted() throws {
        let report = try Scan.path(ScratchDirectory(brokenRuns(20) { "loss\($0)" }))
        #expect(text(report).contains("\n… and 12 more runs with findings\n"))
        #expect(!text(report, all: true).contains("more runs"))
    }

    /// What tells runs apart comes after the logdir that they have in common.
    @Test func rowsLeaveOutTheLogdirWhereItTakesTheRoom() throws {
        let report = try Scan.path(ScratchDirectory(brokenRuns(9) { "loss\($0)" }))
        let rows = text(report, width: 80).split(separator: "\n")
        #expect(rows.contains { $0.hasPrefix("run_of_a_long_name_7  ") })
    }

    /// Equal but for numbers, they are told once.
    @Test func runsOfWhichTheSameIsToldAreListed() throws {
        let directory = try ScratchDirectory(brokenRuns(14) { $0 == 3 ? "acc" : "loss" })
        let explanation = try withExtendedLifetime(directory) {
            try RunExplainer(options: ScanOptions(jobs: 1)).explain(directory.path.string)
        }
        let lines = ExplanationText(now: 0).text(of: explanation).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("  origin ") } == 2)
        #expect(lines.contains { $0.contains("run_of_a_long_name_1  broke at step 3") })
        #expect(lines.contains { $0.contains("… and 2 more runs") })
        let all = ExplanationText(now: 0, showsAll: true).text(of: explanation)
        #expect(all.split(separator: "\n").count { $0.hasPrefix("  origin ") } == 14)
    }

    // MARK: Width

    @Test(arguments: [nil, 80])
    func aLongTagIsShortenedInSentences(width: Int?) throws {
        let long = String(repeating: "module.", count: 100)
        let events = (1...3 as ClosedRange<Int64>).map { step in
            EventBytes.event(
                step: step,
                EventBytes.scalar("loss", 1),
                EventBytes.scalar("grad/\(long)weight", step < 3 ? 1 : .nan),
                EventBytes.scalar("grad/fc.weight", 1)
            )
        }
        let explanation = try Explain.events(events)
        let told = ExplanationText(now: 0, width: width).text(of: explanation)
        for text in [told, text(explanation.report, width: width)] {
            for line in text.split(separator: "\n") where !line.hasPrefix("next") {
                #expect(line.count <= width ?? 480, "\(line)")
            }
        }
        let all = ExplanationText(now: 0, showsAll: true).text(of: explanation)
        #expect(all.contains("grad/\(long)weight"))
    }

    @Test func oneWordOfASentenceIsColored() throws {
        let bytes =
            RecordBytes.file([event(1, "loss", 1)]) + [UInt8](repeating: 0, count: 64)
        let report = try Scan.bytes(bytes)
        let text = TextFormat(now: 0, isColored: true).text(of: report)
        #expect(text.contains("64 B of \u{1b}[33mzeros\u{1b}[0m at byte"))
    }
}
