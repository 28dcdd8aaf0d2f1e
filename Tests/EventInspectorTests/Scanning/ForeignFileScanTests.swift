import EventInspector
import Logdirs
import SystemPackage
import TestSupport
import Testing

/// Files that are neither event files nor datasets, in a logdir and by their own path.
struct ForeignFileScanTests {
    private static let pointer = Array(
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1000000\n".utf8
    )
    private static let meta = Array("fileFormatVersion: 2\nguid: 00\n".utf8)
    private static let events = RecordBytes.file([
        EventBytes.version(), EventBytes.scalar("loss", 1, step: 1),
        EventBytes.scalar("loss", .nan, step: 2),
    ])
    private static let name = Scan.fileName

    private static let project: [String: [UInt8]] = [
        "a/\(name)": RecordBytes.file([EventBytes.scalar("loss", 1, step: 1)]),
        "a/\(name).meta": meta, "a/\(name).z": Array("PK".utf8) + [3, 4] + meta,
        "b/\(name)": pointer, "b/\(name).2": pointer, "b/\(name).meta": meta,
    ]

    @Test func belowADirectoryTheyAreNotedAndAreNoDamage() throws {
        let report = try Scan.path(ScratchDirectory(Self.project))
        #expect(report.exitCode == 0)
        #expect(report.status == .finite)
        // What was not read is not a run and not counted.
        #expect(report.runs.map(\.name) == ["a"])
        #expect(report.totals.files == 1)
        #expect(report.issues.isEmpty)
        let kinds = report.files.map { $0.kind?.rawValue ?? "events" }
        let pointers = ["git-lfs-pointer", "git-lfs-pointer"]
        #expect(kinds == ["events", "unity-meta", "zip"] + pointers + ["unity-meta"])
        // One note for each kind; the files that are missing come first.
        #expect(report.notes.count == 3)
        #expect(report.notes[0].contains("2 Git LFS pointers, not the files themselves (2.0 MB)"))
        #expect(report.notes[0].contains("git lfs pull --include='*tfevents*'"))
        #expect(report.notes[1].contains("2 .meta files of Unity"))
        #expect(report.notes[2].contains("a/\(Self.name).z: a zip archive"))
    }

    @Test func theTextHasALineForEachKind() throws {
        let report = try Scan.path(ScratchDirectory(Self.project))
        let text = TextFormat(now: 0).text(of: report)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("note: ") } == 3)
        #expect(!text.contains("damaged"))
    }

    /// A finding in the file next to it keeps its file, and the origin its place.
    @Test func aRunIsExplainedWithoutThem() throws {
        let directory = try ScratchDirectory([
            "a.tfevents.0": Self.pointer, "a.tfevents.1": Self.events, "a.tfevents.2": Self.meta,
            "a.tfevents.3": Self.events,
        ])
        let report = try Scan.path(directory)
        #expect(report.findings.map(\.first.file) == ["a.tfevents.1"])
        #expect(report.exitCode == 1)
        let explanation = try withExtendedLifetime(directory) {
            try RunExplainer(options: ScanOptions(jobs: 1)).explain(directory.path.string)
        }
        #expect(explanation.stories.map(\.tag) == ["loss"])
        #expect(explanation.report.files.count == 4)
        #expect(ExplanationText(now: 0).text(of: explanation).contains("a Git LFS pointer"))
    }

    @Test(arguments: ["a/\(name).meta", "b/\(name)"])
    func namedItselfItIsAnError(name: String) throws {
        let directory = try ScratchDirectory(Self.project)
        let path = directory.path(name).string
        let bytes = name.hasPrefix("a/") ? ForeignFile.Kind.unityMeta : .gitLFSPointer
        do {
            _ = try Scan.path(directory, name)
            Issue.record("It was read")
        } catch ScanError.notEventFiles(let inputs) {
            #expect(inputs.map(\.path) == [path])
            #expect(inputs.map(\.file.kind) == [bytes])
        }
        #expect(throws: ScanError.self) {
            try RunExplainer(options: ScanOptions(jobs: 1)).explain(path)
        }
        var follower = LogdirFollower([path], options: ScanOptions(jobs: 1))
        #expect(throws: ScanError.self) { try follower.look() }
    }

    /// The other paths are read, and the status says that one was not.
    @Test func amongOtherPathsItDecidesTheStatusUnlessSomethingIsNotFinite() throws {
        let files = Self.project.merging(["c/\(Self.name)": Self.events]) { $1 }
        let directory = try ScratchDirectory(files)
        let finite = try Scan.paths(directory, ["a", "b/\(Self.name)"])
        #expect(finite.exitCode == 65)
        #expect(finite.status == .incomplete)
        #expect(finite.totals.files == 1)
        let bad = try Scan.paths(directory, ["c", "b/\(Self.name)"])
        #expect(bad.exitCode == 1)
    }

    /// Nothing that was not read may look like a clean bill of health.
    @Test func aDirectoryOfNothingElseIsAnError() throws {
        let directory = try ScratchDirectory(Self.project)
        do {
            _ = try Scan.path(directory, "b")
            Issue.record("It was read")
        } catch ScanError.nothingToRead(_, let notes) {
            #expect(notes.count == 2)
        }
    }

    @Test(arguments: ["model.bin", "weights.records", "x-00000-of-00001"])
    func aFileOfAnotherNameWithoutAnyRecordIsSomethingElse(name: String) throws {
        let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 | 0x80) }
        let directory = try ScratchDirectory([name: bytes, "a/\(Self.name)": Self.events])
        #expect(throws: ScanError.self) { try Scan.path(directory, name) }
        let report = try Scan.path(directory)
        #expect(report.exitCode == 1)
        #expect(!report.hasDamage)
    }

    @Test(arguments: [Scan.fileName, "train.tfrecord"])
    func aFileOfTheRightNameWithoutAnyRecordIsDamaged(name: String) throws {
        let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 | 0x80) }
        let report = try Scan.path(ScratchDirectory([name: bytes]))
        #expect(report.exitCode == 2)
        #expect(TextFormat(now: 0).text(of: report).contains("to the end of the file"))
    }

    /// Bytes in a compressed file are told by what is in it.
    @Test func aCompressedTextIsAText() throws {
        let bytes = StoredGzip.file(Array("one line of a log\n".utf8))
        #expect(throws: ScanError.self) { try Scan.bytes(bytes) }
    }

    /// What git has in place of a file that git-annex keeps elsewhere leads nowhere.
    @Test func aLinkOfGitAnnexStandsForAFile() throws {
        let directory = try ScratchDirectory(["a/\(Self.name)": Self.events])
        let target = ".git/annex/objects/x/MD5E-s1000--ab/MD5E-s1000--ab"
        let link = directory.path("a/\(Self.name).2")
        try Shell.run("ln -s \(target) \"$1\"", [link.string])
        let report = try Scan.path(directory)
        #expect(report.files.map(\.kind) == [nil, .gitAnnexPointer])
        #expect(report.files.map(\.statedBytes) == [nil, 1_000])
        #expect(!report.hasDamage)
        #expect(throws: ScanError.self) { try Scan.path(directory, "a/\(Self.name).2") }
        try Shell.run("ln -s elsewhere \"$1\"", [directory.path("a/\(Self.name).3").string])
        #expect(try Scan.path(directory).hasDamage)
    }

    @Test func reportsOfPartsAreJoinedToTheSame() throws {
        let directory = try ScratchDirectory(
            Self.project.merging(["c/\(Self.name)": Self.events]) { $1 }
        )
        let paths = ["a", "b", "c"].map { directory.path($0).string }
        try withExtendedLifetime(directory) {
            let whole = try LogdirScanner(options: ScanOptions(jobs: 1)).scan(paths)
            let shards = try SharedScan.shards(paths, of: 3)
            #expect(SharedScan.differences(whole, try SharedScan.merge(shards)).isEmpty)
        }
    }

    /// A pointer becomes the file.
    @Test func aFollowerReadsTheFileOnceItIsThere() throws {
        let watch = try Watch([Self.name: Self.events, "b/\(Self.name)": Self.pointer])
        #expect(try watch.look() == ["loss nan 2"])
        #expect(watch.follower.report().files.map(\.kind) == [nil, .gitLFSPointer])
        try watch.logdir.files.write(Self.events, to: "b/\(Self.name)")
        #expect(try watch.look() == ["loss nan 2"])
        #expect(watch.follower.report().files.map(\.kind) == [nil, nil])
    }

    @Test(arguments: [
        ("*.meta", ["a/\(name)", "a/\(name).z", "b/\(name)", "b/\(name).2"]),
        ("b/*", ["a/\(name)", "a/\(name).z", "a/\(name).meta"]),
        ("*.host.*.?", ["a/\(name).meta", "b/\(name).meta"]),
        (name, ["a/\(name).meta", "a/\(name).z", "b/\(name).2", "b/\(name).meta"]),
    ])
    func excludedFilesArePassedOverAndCounted(pattern: String, rest: [String]) throws {
        let files = Self.project.mapValues { _ in Self.events }
        var options = ScanOptions(jobs: 1)
        options.excludedFiles = [Glob(pattern)]
        let report = try Scan.path(ScratchDirectory(files), options: options)
        #expect(Set(report.files.map(\.path)) == Set(rest))
        let count = files.count - rest.count
        #expect(report.notes.first == "\(count) files excluded by name")
    }

    @Test func aFileThatIsNamedItselfIsNotExcluded() throws {
        var options = ScanOptions(jobs: 1)
        options.excludedFiles = [Glob("*")]
        let directory = try ScratchDirectory([Self.name: Self.events])
        #expect(try Scan.path(directory, Self.name, options: options).exitCode == 1)
        #expect(throws: ScanError.self) { try Scan.path(directory, options: options) }
    }

    @Test func whatLiesNextToDatasetsIsCounted() throws {
        let example = RecordBytes.file([ExampleBytes.example(ExampleBytes.floats("x", [1]))])
        let directory = try ScratchDirectory([
            "d/a.tfrecord": example, "d/b.tfrecord.part": example, "d/c.part": example,
            "d/README": [], "e/ckpt.index": [],
        ])
        #expect(
            try Scan.path(directory).notes == [
                "3 files next to datasets passed over because of their names (2 .part, "
                    + "1 of other names); a file that is given itself is read whatever its name"
            ]
        )
    }
}
