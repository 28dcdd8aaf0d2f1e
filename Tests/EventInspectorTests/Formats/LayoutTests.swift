import EventInspector
import SystemPackage
import TestSupport
import Testing
import TextOutput

/// Reports fit the width of a terminal, and break no word.
struct LayoutTests {
    private static let now = 1_700_003_600.0

    private static let fixtures = [
        "demo", "damaged", "torch", "torch/restart", "torch/hparams", "wire/tags", "tfdbg",
        "datasets", "smdebug", "clean",
    ]

    @Test(arguments: fixtures, [72, 80, 100, 120])
    func everyLineFits(name: String, width: Int) throws {
        let path = Fixtures.directory.pushing(FilePath(name))
        let report = try Self.named(try Scan.path(path), name)
        let text = TextFormat(now: Self.now, width: width, wording: Self.wording).text(of: report)
        for line in text.split(separator: "\n") where !line.hasPrefix("next: ") {
            #expect(Self.isWithin(width, line), "\(line)")
        }
        let explanation = try RunExplainer(options: ScanOptions(jobs: 1)).explain(path.string)
        let told = ExplanationText(now: Self.now, width: width).text(of: explanation)
        for line in told.split(separator: "\n") { #expect(Self.isWithin(width, line), "\(line)") }
    }

    /// A single word that is longer, such as a path to copy, is not broken.
    private static func isWithin(_ width: Int, _ line: Substring) -> Bool {
        DisplayWidth.of(line) <= width
            || line.split(separator: " ").contains { DisplayWidth.of($0) > width - 16 }
    }

    private static let wording: Wording = {
        var wording = Wording()
        wording.explanation = "explain"
        return wording
    }()

    @Test(arguments: [80, 120])
    func theDemoReadsLikeThis(width: Int) throws {
        let report = try Self.named(
            try Scan.path(Fixtures.directory.pushing("demo")),
            "Tests/Fixtures/demo"
        )
        let text = TextFormat(now: Self.now, width: width, wording: Self.wording).text(of: report)
        try Snapshot.expect(text, matches: "demo-\(width).txt")
        var explanation = try RunExplainer(options: ScanOptions(jobs: 1))
            .explain(Fixtures.directory.pushing("demo").string)
        explanation.stories[0].logdir = "Tests/Fixtures/demo"
        try Snapshot.expect(
            ExplanationText(now: Self.now, width: width).text(of: explanation),
            matches: "demo-explained-\(width).txt"
        )
    }

    /// Findings beyond the limit do not hide the row of the origin, however many there are.
    @Test(arguments: [1, 40, 500], [80, 120])
    func theOriginIsAmongTheRows(count: Int, width: Int) throws {
        var events = (0..<5).map { step in
            EventBytes.event(
                step: Int64(step),
                EventBytes.scalar("train/loss", 1),
                EventBytes.scalar("z/last", 1)
            )
        }
        events += (0..<count).map {
            EventBytes.scalar("a\($0)b/metric\($0)", .nan, step: Int64(6 + $0))
        }
        events.append(EventBytes.scalar("train/loss", .nan, step: 5))
        let text = TextFormat(now: Self.now, width: width).text(of: try Scan.events(events))
        let marked = text.split(separator: "\n").filter { $0.contains("← first") }
        #expect(marked.count == 1)
        #expect(marked.first?.contains("train/loss") == true)
        #expect(text.split(separator: "\n").count < 30)
    }

    @Test func longTagsAreShortenedInTheMiddle() throws {
        let long = "model/" + String(repeating: "module.", count: 28) + "weight"
        let report = try Scan.events([
            EventBytes.event(
                step: 1,
                EventBytes.scalar(long, .nan),
                EventBytes.scalar("loss", .nan)
            )
        ])
        let text = TextFormat(now: Self.now, width: 80).text(of: report)
        #expect(text.contains("model/module."))
        #expect(text.contains("module.weight"))
        #expect(!text.contains(long))
        var format = TextFormat(now: Self.now, width: 80)
        format.showsAll = true
        #expect(TextFormat(now: Self.now).text(of: report).contains(long))
    }

    /// Two hundred runs end with what matters.
    @Test func manyRunsEndWithTheBrokenOnes() throws {
        let clean = RecordBytes.file([EventBytes.scalar("loss", 1, step: 1)])
        var files: [String: [UInt8]] = [:]
        for index in 0..<200 {
            let bad = RecordBytes.file([
                EventBytes.scalar("loss", 1, step: 1),
                EventBytes.scalar(index < 5 ? "loss" : "other", .nan, step: 2),
            ])
            files["run\(index)/tfevents"] = index < 5 || index == 99 ? bad : clean
        }
        let report = try Scan.path(ScratchDirectory(files))
        let lines = TextFormat(now: Self.now, width: 80).text(of: report).split(separator: "\n")
        #expect(lines.first == "194 runs without findings")
        let end = lines.suffix(6).joined(separator: "\n")
        #expect(end.contains("and 4 like it"))
        #expect(end.contains("6 findings in 6 of 200 runs"))
    }

    /// Of runs that broke together the first is the one to explain, wherever it is in the list.
    @Test(arguments: [0, 1, 2, 3])
    func theRunThatBrokeFirstIsNext(leader: Int) throws {
        var files: [String: [UInt8]] = [:]
        for run in 0..<4 {
            let broken: Int64 = run == leader ? 1_200 : 1_201
            let events = (1_190...1_210 as ClosedRange<Int64>).map { step in
                EventBytes.event(
                    step: step,
                    wallTime: EventBytes.epoch + Double(step),
                    EventBytes.scalar("cost", step < broken ? 1 / Float(step) : .nan),
                    EventBytes.scalar("grad_norm", step < broken ? 2 : .nan)
                )
            }
            files["worker\(run)/tfevents"] = RecordBytes.file(events)
        }
        let report = try Scan.path(ScratchDirectory(files))
        let text = TextFormat(now: Self.now, width: 80, wording: Self.wording).text(of: report)
        #expect(text.split(separator: "\n").last?.hasSuffix("/worker\(leader)") == true)
    }

    /// A finite value of one writer is no recovery of the other's.
    @Test func anotherWritersValuesAreNoRecovery() throws {
        func file(_ name: String, from start: Double, brokenFrom step: Int64) -> [UInt8] {
            RecordBytes.file(
                (0..<100 as Range<Int64>).map {
                    EventBytes.event(
                        step: $0,
                        wallTime: EventBytes.epoch + start + Double($0) * 10,
                        EventBytes.scalar("cost", $0 < step ? 1 : .nan)
                    )
                }
            )
        }
        let report = try Scan.path(
            ScratchDirectory([
                "events.out.tfevents.1700000000.a.1.0": file("a", from: 0, brokenFrom: 50),
                "events.out.tfevents.1700000000.b.2.0": file("b", from: 5, brokenFrom: 100),
            ])
        )
        try #require(report.origin.first?.writer != nil)
        #expect(!TextFormat(now: Self.now).text(of: report).contains("finite again"))
    }

    private static func named(_ report: ScanReport, _ name: String) throws -> ScanReport {
        var report = report
        for index in report.findings.indices { report.findings[index].logdir = name }
        for index in report.origin.indices { report.origin[index].logdir = name }
        for index in report.files.indices { report.files[index].logdir = name }
        for index in report.runs.indices { report.runs[index].logdir = name }
        return report
    }
}

/// The parts of a layout.
struct TextPartTests {
    @Test(arguments: [
        ("loss", 4), ("训练", 4), ("e\u{301}", 1), ("😀", 2), ("👩‍👩‍👧", 2), ("тест", 4), ("한", 2),
        ("\u{1b}[1;31mNaN\u{1b}[0m", 3), ("", 0),
    ])
    func widthsAreThoseOfATerminal(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("gradient/lin3.weight", 20, "gradient/lin3.weight"),
        ("gradient/lin3.weight", 11, "gradi…eight"), ("训练/损失", 7, "训…损失"), ("abcd", 1, "a…d"),
    ])
    func namesAreShortenedInTheMiddle(name: String, width: Int, shown: String) {
        let text = ShortenedText.middle(name, to: width)
        #expect(text == shown)
        #expect(width < 3 || DisplayWidth.of(text) <= width)
    }

    @Test(
        arguments: [
            ([0, 1, 2, 3, 4, 5, 6, 7], 8, "▁▂▃▄▅▆▇█"), ([1, 1, 1], 8, "▁▁▁"),
            ([1, .nan, 3], 8, "▁!█"), ([0, 0, 7, 7], 2, "▁█"), ([1, .infinity, 1, 1], 2, "!▁"),
            ([], 8, ""), ([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], 8, "▁█"),
        ] as [([Double], Int, String)]
    )
    func curvesShowEachValueOrItsShare(values: [Double], columns: Int, text: String) {
        #expect(Sparkline.text(of: values, columns: columns) == text)
    }

    @Test func sentencesBreakBetweenWords() {
        let line = "a sentence of words that goes on"
        #expect(
            WrappedText.lines(of: line, width: 12)
                == ["a sentence", "  of words", "  that goes", "  on"]
        )
        #expect(WrappedText.lines(of: line, width: nil) == [line])
        #expect(WrappedText.lines(of: "name  next words", width: 10) == ["name  next", "  words"])
    }

    @Test(
        arguments: [
            ("scna", "scan"), ("explian", "explain"), ("merge", "merge-reports"), ("Scan", "scan"),
            ("list", nil), ("", nil), ("*", nil),
        ] as [(String, String?)]
    )
    func theNearestNameIsFound(word: String, nearest: String?) {
        #expect(
            NearestName.of(word, among: ["scan", "explain", "merge-reports"]) == nearest
        )
    }
}
