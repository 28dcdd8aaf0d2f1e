import EventInspector
import TestSupport
import Testing

struct DatasetLogdirTests {
    private static let bad = RecordBytes.file([
        ExampleBytes.example(ExampleBytes.floats("x", [1])),
        ExampleBytes.example(ExampleBytes.floats("x", [.nan])),
    ])
    private static let good = RecordBytes.file([
        ExampleBytes.example(ExampleBytes.floats("x", [1]))
    ])

    @Test func aDirectoryOfOnlyDatasetsIsFine() throws {
        let report = try Scan.path(
            ScratchDirectory(["a.tfrecord": Self.good, "b.tfrecord": Self.good])
        )
        #expect(report.exitCode == 0)
        #expect(report.files.map(\.examples) == [1, 1])
    }

    /// Each part of a dataset numbers its records from 0: the parts are no restarts of each other.
    @Test func everyFileIsARunOfItsOwn() throws {
        let report = try Scan.path(
            ScratchDirectory([
                "train.tfrecord-00000-of-00002": Self.bad,
                "train.tfrecord-00001-of-00002": Self.bad,
            ])
        )
        #expect(report.briefs == Array(repeating: "x nan example 1 in 1 from step 1[0]", count: 2))
        #expect(
            report.findings.map(\.run)
                == ["train.tfrecord-00000-of-00002", "train.tfrecord-00001-of-00002"]
        )
        #expect(report.findings.allSatisfy { !$0.isSuperseded && $0.first.segment == 0 })
    }

    @Test func aDatasetNextToEventsDoesNotMixWithTheirRun() throws {
        let events = RecordBytes.file([EventBytes.scalar("x", 1, step: 900)])
        let report = try Scan.path(
            ScratchDirectory(["runs/\(Scan.fileName)": events, "runs/x.tfrecord": Self.bad])
        )
        #expect(report.runs.map(\.name) == ["runs", "runs/x.tfrecord"])
        #expect(report.runs.map(\.isDataset) == [false, true])
        #expect(report.findings.map(\.run) == ["runs/x.tfrecord"])
        #expect(report.findings.first?.lastFinite?.step == 0)
    }

    @Test(arguments: ["data", "data.bin", "part-00000"])
    func aFileGivenExplicitlyIsReadWhateverItsName(name: String) throws {
        let report = try Scan.path(ScratchDirectory([name: Self.bad]), name)
        #expect(report.briefs == ["x nan example 1 in 1 from step 1[0]"])
    }

    @Test func recordsCanBeSelectedByTheirNumberAndFeaturesByTheirName() throws {
        var options = ScanOptions(jobs: 1)
        options.selection = ScanSelection(steps: 0...0)
        let first = try Scan.path(ScratchDirectory(["x.tfrecord": Self.bad]), options: options)
        #expect(first.exitCode == 0)
        #expect(first.totals.elements == 1)
        options.selection = ScanSelection(excludedTags: [Glob("x")])
        let none = try Scan.path(ScratchDirectory(["x.tfrecord": Self.bad]), options: options)
        #expect(none.totals.elements == 0)
    }

    /// Events in a file with an event file's name stay events: nothing there looks like an example.
    @Test func anEventFileIsReadAsAnEventFile() throws {
        let report = try Scan.events([EventBytes.scalar("loss", .nan, step: 3)])
        #expect(report.files.map(\.examples) == [0])
        #expect(report.briefs == ["loss nan simple_value 1 in 1 from step 3"])
    }

    /// Of several records of other kinds in a row one issue is made.
    @Test func aFileThatIsNeitherIsNotCertified() throws {
        let report = try Scan.examples(Array(repeating: Array("text".utf8), count: 2_000))
        #expect(report.issues == ["unknown-record at 0 +40000"])
        #expect(report.exitCode == 2)
        #expect(report.files.map(\.examples) == [0])
    }
}
