import EventInspector
import TestSupport
import Testing

/// What a restart does to the findings of a run; the lines are explained at `RunBuilder`.
@Suite struct SegmentTests {
    /// A run and its findings in the report's order.
    struct Case: Sendable, CustomStringConvertible {
        let rule: String
        let run: String
        let findings: [String]

        init(_ rule: String, _ run: String, _ findings: String...) {
            self.rule = rule
            self.run = run
            self.findings = findings
        }

        var description: String { rule }
    }

    static let oneFile = [
        Case(
            "a run that stays broken is terminal",
            "0 1 2n 3n",
            "loss nan 2x from 2 to 3 after 1 terminal"
        ),
        Case("a run that recovers is not terminal", "0 1n 2", "loss nan 1x from 1 to 1 after 0"),
        Case(
            "a run broken from its start has no last finite",
            "0n",
            "loss nan 1x from 0 to 0 terminal"
        ),
        Case(
            "the last finite value is the one before the first finding",
            "0 1n 2 3n",
            "loss nan 2x from 1 to 3 after 0 terminal"
        ),
        Case(
            "steps that go back with time to spare begin a segment",
            "0 1 2 1 2n",
            "loss nan 1x from 2 to 2 after 1 in segment 1 terminal"
        ),
        Case(
            "what a restart logs anew is superseded",
            "0 1n 2n 1 2",
            "loss nan 2x from 1 to 2 after 0 superseded"
        ),
        Case(
            "what lies before the restart's step stands",
            "0 1n 2n 2 3",
            "loss nan 2x from 1 to 2 after 0"
        ),
        Case(
            "what breaks anew after a restart stands",
            "0 1n 0 1n",
            "loss nan 2x from 1 to 1 after 0 terminal"
        ),
        Case(
            "a second restart supersedes what the first one left",
            "0 1n 2 2 1 0",
            "loss nan 1x from 1 to 1 after 0 superseded"
        ),
        Case(
            "steps that go back with the clock are an asynchronous writer's",
            "0@0 2@2 1n@1 3@3",
            "loss nan 1x from 1 to 1 after 2"
        ),
        Case(
            "a restart within one tick of the clock is one",
            "0@5 1n@5 0@5",
            "loss nan 1x from 1 to 1 after 0 superseded"
        ),
        Case(
            "the same step twice is no restart",
            "0 1 1n 2",
            "loss nan 1x from 1 to 1 after 1"
        ),
        Case(
            "the same step again does not supersede",
            "0 1n 1",
            "loss nan 1x from 1 to 1 after 0"
        ),
        Case(
            "an epoch that restarts the counter is a segment",
            "0 1 2 0 1 2 0n 1 2",
            "loss nan 1x from 0 to 0 after 2 in segment 2"
        ),
        Case(
            "behind START even the same step is logged anew",
            "0 1n START 1 2",
            "loss nan 1x from 1 to 1 after 0 superseded"
        ),
        Case(
            "START supersedes nothing where the steps go on",
            "0 1n START 2",
            "loss nan 1x from 1 to 1 after 0"
        ),
        Case(
            "START counts for each tag when it is logged next",
            "lr=1n 1n START 2 lr=1",
            "lr nan 1x from 1 to 1 superseded",
            "loss nan 1x from 1 to 1"
        ),
        Case(
            "tags have segments of their own",
            "5 lr=5 4n lr=6n",
            "lr nan 1x from 6 to 6 after 5 terminal",
            "loss nan 1x from 4 to 4 after 5 in segment 1 terminal"
        ),
        Case(
            "kinds of one tag are apart",
            "0 1n 2i 3n",
            "loss nan 2x from 1 to 3 after 0 terminal",
            "loss +inf 1x from 2 to 2 after 0 terminal"
        ),
        Case(
            "the outermost steps are steps",
            "minn 0 maxi",
            "loss nan 1x from \(Int64.min) to \(Int64.min)",
            "loss +inf 1x from \(Int64.max) to \(Int64.max) after 0 terminal"
        ),
        Case(
            "a restart from the largest step to the smallest",
            "0 maxn min",
            "loss nan 1x from \(Int64.max) to \(Int64.max) after 0 superseded"
        ),
    ]

    static let files = [
        Case("a later file goes on", "0 1n | 2n 3", "loss nan 2x from 1 to 2 after 0"),
        Case(
            "a later file that repeats the last step logs it anew",
            "0 1n | 1 2",
            "loss nan 1x from 1 to 1 after 0 superseded"
        ),
        Case(
            "a later file that goes back begins a segment",
            "0 1 2 3 | 2n",
            "loss nan 1x from 2 to 2 after 3 in segment 1 terminal"
        ),
        Case(
            "a later file leaves the steps before its own",
            "0 1n 2n | 2 3",
            "loss nan 2x from 1 to 2 after 0"
        ),
        Case(
            "segments of the files add up",
            "1 0 | 1 0 | 0n",
            "loss nan 1x from 0 to 0 after 0 in segment 3 terminal"
        ),
        Case(
            "a file without the tag does not stand between",
            "0 1n | lr=5 | 1",
            "loss nan 1x from 1 to 1 after 0 superseded"
        ),
        Case(
            "concurrent files are no restart",
            "0@0 1n@10 2@20 | 0@1 1@11 2@21",
            "loss nan 1x from 1 to 1 after 0"
        ),
        Case(
            "of concurrent files the smallest step comes first",
            "0@0 1@10 2n@20 | 0@1 1n@11",
            "loss nan 2x from 1 to 2 after 0 terminal"
        ),
    ]

    @Test(arguments: oneFile)
    func stepsWithinAFile(of example: Case) throws {
        let report = try TemporaryLogdir(run: example.run).scan()
        #expect(report.findings.map(\.course) == example.findings)
    }

    @Test(arguments: files)
    func stepsAcrossFiles(of example: Case) throws {
        let logdir = try TemporaryLogdir(run: example.run)
        let report = try logdir.scan()
        #expect(report.findings.map(\.course) == example.findings)
        let parallel = try logdir.scan(jobs: 4)
        #expect(parallel == report)
    }

    @Test func theCountIncludesAllElements() throws {
        let tensor = EventBytes.tensor("w", floats: [.nan, 1, .nan], shape: [3])
        let events = (1...3).map { EventBytes.event(step: $0, tensor) }
        let logdir = try TemporaryLogdir([RunBuilder.fileName(0): RecordBytes.file(events)])
        let finding = try #require(try logdir.scan().findings.first)
        #expect(finding.occurrences == 3 && finding.count == 6 && finding.first.count == 2)
    }

    @Test func firstNamesItsFileAndRecord() throws {
        let run = RunBuilder("0 1 | 2 3n")
        let finding = try #require(try TemporaryLogdir(run.fileBytes).scan().findings.first)
        #expect(finding.first.file == RunBuilder.fileName(1))
        #expect(finding.first.offset == RecordBytes.ranges(run.files[1])[1].lowerBound)
    }

    @Test func theLastFiniteStepOfConcurrentFilesIsNotBeyondTheFirstFinding() throws {
        let report = try TemporaryLogdir(run: "0@0 2@10 3@20 | 1n@11 4@30").scan()
        let finding = try #require(report.findings.first)
        #expect((finding.lastFinite?.step ?? .min) <= finding.first.step)
    }

    /// What the report promises of steps that do not stand in their order.
    static let outOfOrder = [
        Case(
            "the smallest step comes first even when it is written later",
            "0@0 2n@2 1n@1 3@3",
            "loss nan 2x from 1 to 2 after 0"
        ),
        Case(
            "concurrent files end when the last of them does",
            "0@0 9n@90 | 0@1 1@10",
            "loss nan 1x from 9 to 9 after 0 terminal"
        ),
        Case(
            "a third file is concurrent with the first",
            "0@0 9n@90 | 0@1 5@10 | 4@20 6@30",
            "loss nan 1x from 9 to 9 after 0 terminal"
        ),
    ]

    @Test(arguments: outOfOrder)
    func stepsWrittenOutOfOrder(of example: Case) throws {
        let report = try TemporaryLogdir(run: example.run).scan()
        #expect(report.findings.map(\.course) == example.findings)
    }
}
