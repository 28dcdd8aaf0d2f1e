import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Options that say which values count.
struct SelectionTests {
    private static let events = [
        EventBytes.version(),
        EventBytes.event(
            step: 1,
            EventBytes.scalar("loss/train", .nan),
            EventBytes.scalar("loss/test", 1),
            EventBytes.scalar("mask", -.infinity)
        ),
        EventBytes.event(
            step: 2,
            EventBytes.scalar("loss/train", 1),
            EventBytes.scalar("loss/test", .nan),
            EventBytes.scalar("mask", -.infinity)
        ),
        EventBytes.event(
            step: 3,
            EventBytes.scalar("loss/train", 1),
            EventBytes.scalar("loss/test", 1),
            EventBytes.scalar("mask", .infinity)
        ),
    ]

    private func briefs(_ selection: ScanSelection) throws -> [String] {
        var options = ScanOptions(jobs: 1)
        options.selection = selection
        return try Scan.events(Self.events, options: options).findings.map {
            "\($0.tag) \($0.kind.rawValue) \($0.occurrences)@\($0.first.step)"
        }
    }

    @Test(
        arguments: [
            (ScanSelection(tags: [Glob("loss/trian")]), [.tag: "loss/train"]),
            (ScanSelection(tags: [Glob("LOSS/TRAIN")]), [.tag: "loss/train"]),
            (ScanSelection(tags: [Glob("^train")]), [.tag: "loss/train"]),
            (ScanSelection(tags: [Glob("loss/*"), Glob("typo")]), [.tag: nil]),
            (ScanSelection(tags: [Glob("loss/*")]), [:]),
            (ScanSelection(excludedTags: [Glob("*")]), [.excluded: nil]),
            (ScanSelection(steps: 1_000...2_000), [.step: nil]),
            (ScanSelection(runs: [Glob("nope")]), [.run: nil]),
            (ScanSelection(runs: [Glob("*")]), [:]),
        ] as [(ScanSelection, [SelectionGap.Part: String?])]
    )
    func whatMatchesNothingIsAnErrorThatNamesTheNearest(
        selection: ScanSelection,
        nearest: [SelectionGap.Part: String?]
    ) throws {
        var options = ScanOptions(jobs: 1)
        options.selection = selection
        var report = try Scan.events(Self.events, options: options)
        let gaps = Dictionary(uniqueKeysWithValues: report.unmatched.map { ($0.part, $0.nearest) })
        #expect(gaps.keys == nearest.keys)
        for (part, name) in nearest where part != .run && part != .excluded {
            #expect(gaps[part] == name)
        }
        // A finding outweighs it.
        #expect(report.exitCode == (report.status == .nonfinite ? 1 : gaps.isEmpty ? 0 : 66))
        options.allowsEmptySelection = true
        report = try Scan.events(Self.events, options: options)
        #expect(report.unmatched.isEmpty && report.exitCode != 66)
    }

    @Test func onlyTagsThatMatchAPatternAreScanned() throws {
        #expect(
            try briefs(ScanSelection(tags: [Glob("loss/*")])) == [
                "loss/train nan 1@1", "loss/test nan 1@2",
            ]
        )
        #expect(
            try briefs(ScanSelection(tags: [Glob("*/test"), Glob("mask")])) == [
                "mask -inf 2@1", "loss/test nan 1@2", "mask +inf 1@3",
            ]
        )
        #expect(try briefs(ScanSelection(tags: [Glob("loss")])) == [])
    }

    @Test func excludedTagsAreLeftOutWhateverElseMatchesThem() throws {
        #expect(
            try briefs(ScanSelection(excludedTags: [Glob("mask"), Glob("*test")])) == [
                "loss/train nan 1@1"
            ]
        )
        #expect(
            try briefs(ScanSelection(tags: [Glob("*")], excludedTags: [Glob("loss/*")])) == [
                "mask -inf 2@1", "mask +inf 1@3",
            ]
        )
        #expect(try briefs(ScanSelection(tags: [Glob("mask")], excludedTags: [Glob("*")])) == [])
    }

    @Test func stepsAreIncludedAtBothEnds() throws {
        #expect(
            try briefs(ScanSelection(steps: 2...3)) == [
                "loss/test nan 1@2", "mask -inf 1@2", "mask +inf 1@3",
            ]
        )
        #expect(try briefs(ScanSelection(steps: 3...3)) == ["mask +inf 1@3"])
        #expect(try briefs(ScanSelection(steps: 4 ... .max)) == [])
        #expect(try briefs(ScanSelection(steps: .min...0)) == [])
    }

    @Test func excludedRunsAreNotRead() throws {
        let nan = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 1)])
        let directory = try ScratchDirectory([
            "a/train/tfevents": nan, "a/test/tfevents": nan, "b/tfevents": nan, "tfevents": nan,
        ])
        func runs(_ patterns: [String]) throws -> [String] {
            var options = ScanOptions(jobs: 1)
            options.selection.runs = patterns.map { Glob($0) }
            return try Scan.path(directory, options: options).runs.map(\.name)
        }
        #expect(try runs(["a/*"]) == ["a/test", "a/train"])
        #expect(try runs([".", "b"]) == [".", "b"])
        #expect(try runs(["*"]) == [".", "a/test", "a/train", "b"])
    }

    /// Tags are compared by their bytes, so that any file's tag can be named.
    @Test func aTagThatIsNotUTF8IsMatched() throws {
        let event = EventBytes.event(
            EventBytes.value(tagBytes: [0x61, 0xff, 0x62]) {
                $0.float(FieldNumber.Value.simpleValue, .nan)
            }
        )
        var options = ScanOptions(jobs: 1)
        options.selection.tags = [Glob("a?b")]
        #expect(try Scan.events([event], options: options).findings.map(\.tag) == ["a\\xffb"])
    }

    /// A wall time belongs to no tag: its name is empty, before or after a value without a name.
    @Test(arguments: [false, true])
    func theWallTimeIsLeftOutWithTheEmptyTag(isLast: Bool) throws {
        let time = EventBytes.event(step: 1, wallTime: .nan, EventBytes.scalar("loss", 1))
        let nameless = EventBytes.scalar("", .infinity, step: 1)
        var options = ScanOptions(jobs: 1)
        options.selection.tags = [Glob("loss")]
        let events = isLast ? [nameless, time] : [time, nameless]
        #expect(try Scan.events(events, options: options).briefs == [])
        options.selection.tags = []
        #expect(try Scan.events(events, options: options).findings.count == 2)
        options.selection.excludedTags = [Glob("")]
        #expect(try Scan.events(events, options: options).briefs == [])
    }

    /// The large event's tag stands in front of its tensor, and the step before both.
    @Test func aLargeEventIsSelectedByTheSameRules() throws {
        let floats = [Float](repeating: .nan, count: 100_000)
        let event = EventBytes.event(
            step: 5,
            EventBytes.tensor("large", floats: floats, shape: [100_000]),
            EventBytes.scalar("small", .nan)
        )
        func tags(_ selection: ScanSelection) throws -> [String] {
            var options = ScanOptions(jobs: 1)
            options.selection = selection
            return try Scan.events([event], options: options).findings.map(\.tag)
        }
        #expect(try tags(ScanSelection(tags: [Glob("l*")])) == ["large"])
        #expect(try tags(ScanSelection(excludedTags: [Glob("l*")])) == ["small"])
        #expect(try tags(ScanSelection(steps: 5...5)) == ["large", "small"])
        #expect(try tags(ScanSelection(steps: 6...9)) == [])
    }

    /// What is not looked at is not certified either, but damage counts all the same.
    @Test func damageIsReportedWhateverTheSelection() throws {
        var options = ScanOptions(jobs: 1)
        options.selection.tags = [Glob("none")]
        options.allowsEmptySelection = true
        let bytes = RecordBytes.file(Self.events).flipping(bit: 200)
        #expect(try Scan.bytes(bytes, options: options).exitCode == 2)
    }
}
