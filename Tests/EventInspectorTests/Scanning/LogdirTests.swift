import EventInspector
import TestSupport
import Testing

/// Which files a scan of a logdir reads, and what it calls their runs.
@Suite struct LogdirTests {
    private let event = RecordBytes.file(RunBuilder("1n").events)

    /// Makes a logdir in which each file holds one NaN.
    private func logdir(_ names: [String]) throws -> TemporaryLogdir {
        try TemporaryLogdir(Dictionary(uniqueKeysWithValues: names.map { ($0, event) }))
    }

    @Test(arguments: [
        "events.out.tfevents.1700000000.host", "events.out.tfevents.1700000000.host.1.0.v2",
        "tfevents", "my-tfevents.bak", "events.out.tfevents.1.profile-empty",
    ])
    func namesWithTfeventsAreEventFiles(name: String) throws {
        #expect(try logdir([name]).scan().files.map(\.path) == [name])
    }

    @Test(arguments: [
        "events.log", "TFEVENTS", "tf.events", "checkpoint", "my.tfdbg_events.1", "tfdbg_event.1",
    ])
    func otherFilesAreIgnored(name: String) throws {
        let logdir = try logdir([name, "tfevents"])
        #expect(try logdir.scan().files.map(\.path) == ["tfevents"])
    }

    @Test func debugFilesAreReadAsDebugEvents() throws {
        // A summary is no field of a DebugEvent.
        let report = try logdir(["tfdbg_events.1.execution", "tfevents"]).scan()
        #expect(report.files.map(\.path) == ["tfdbg_events.1.execution", "tfevents"])
        #expect(report.findings.map(\.first.file) == ["tfevents"])
    }

    @Test func runsAreDirectoriesInByteOrder() throws {
        let names = ["b/a/tfevents", "a/z-tfevents", "tfevents", "a/a-tfevents", "B/tfevents"]
        let report = try logdir(names + ["a-b/tfevents", "a/b/tfevents"]).scan(jobs: 4)
        #expect(report.runs.map(\.name) == [".", "B", "a", "a-b", "a/b", "b/a"])
        #expect(
            report.files.map(\.path) == [
                "tfevents", "B/tfevents", "a/a-tfevents", "a/z-tfevents", "a-b/tfevents",
                "a/b/tfevents", "b/a/tfevents",
            ]
        )
        #expect(report.findings.map(\.run) == report.runs.map(\.name))
    }

    @Test func aDirectoryNamedLikeAnEventFileIsARun() throws {
        #expect(try logdir(["tfevents.d/tfevents"]).scan().runs.map(\.name) == ["tfevents.d"])
    }

    @Test func realNamesWinOverLinks() throws {
        let logdir = try logdir(["z/tfevents", "z/1.tfevents"])
        try logdir.files.link("a", to: "z")
        try logdir.files.link("0.tfevents", to: "z/tfevents")
        #expect(try logdir.scan().files.map(\.path) == ["z/1.tfevents", "z/tfevents"])
    }

    @Test func linksOutOfTheLogdirAreFollowed() throws {
        let outside = try logdir(["run/tfevents", "data"])
        let logdir = try TemporaryLogdir()
        try logdir.files.link("linked", to: outside.path("run"))
        try logdir.files.link("tfevents", to: outside.path("data"))
        #expect(try logdir.scan().files.map(\.path) == ["tfevents", "linked/tfevents"])
    }

    @Test func circularLinksEndAndAreNoted() throws {
        let logdir = try logdir(["a/tfevents"])
        try logdir.files.link("a/up", to: "..")
        let report = try logdir.scan()
        #expect(report.files.map(\.path) == ["a/tfevents"])
        #expect(report.notes == ["a/up is a link to a directory that was read already"])
        #expect(report.exitCode == 1)
    }

    @Test func aLinkToItselfIsUnreadable() throws {
        let logdir = try TemporaryLogdir()
        try logdir.files.link("tfevents", to: "tfevents")
        #expect(try logdir.scan().files.flatMap(\.issues).map(\.kind) == [.unreadable])
    }

    @Test func aDanglingLinkNamedLikeAnEventFileIsUnreadable() throws {
        let logdir = try TemporaryLogdir(run: "1")
        try logdir.files.link("tfevents", to: "nowhere")
        try logdir.files.link("checkpoint", to: "nowhere")
        let report = try logdir.scan()
        #expect(report.files.map(\.path) == [RunBuilder.fileName(0), "tfevents"])
        #expect(report.files.map(\.issues.count) == [0, 1])
        #expect(report.files[1].issues[0].kind == .unreadable)
        #expect(report.files[1].error?.isEmpty == false)
        #expect(report.exitCode == 2)
    }

    @Test func aLinkMayNameAnEventFileWhoseTargetHasAnotherName() throws {
        let logdir = try logdir(["data.bin"])
        try logdir.files.link("tfevents", to: "data.bin")
        let report = try logdir.scan()
        #expect(report.files.map(\.path) == ["tfevents"])
    }

    @Test(.timeLimit(.minutes(20)))
    func aPipeInALogdirIsNotOpened() throws {
        let logdir = try logdir(["tfevents"])
        try logdir.makePipe("1.tfevents")
        try logdir.files.link("2.tfevents", to: "1.tfevents")
        #expect(try logdir.scan().files.map(\.path) == ["tfevents"])
    }

    @Test func aFileGivenExplicitlyIsReadWhateverItsName() throws {
        let logdir = try logdir(["data.bin"])
        let path = logdir.path("data.bin")
        let report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([path])
        #expect(report.files.map(\.path) == ["data.bin"])
        #expect(report.findings.map(\.logdir) == [path])
        #expect(report.findings.map(\.run) == ["."])
    }

    @Test func pathsAreReportedInTheOrderGiven() throws {
        let (first, second) = (try logdir(["b/tfevents"]), try logdir(["tfevents", "a/tfevents"]))
        let third = try logdir(["b/tfevents"])
        let paths = [second.path, first.path, third.path("b/tfevents")]
        let report = try LogdirScanner(options: ScanOptions(jobs: 3)).scan(paths)
        #expect(report.runs.map(\.name) == [".", "a", "b", "."])
        #expect(report.runs.map(\.logdir) == [paths[0], paths[0], paths[1], paths[2]])
        #expect(report.totals.runs == 4 && report.totals.nan == 4)
    }

    /// The first path that leads to a file has it.
    @Test func aFileThatTwoPathsLeadToIsReadOnce() throws {
        let logdir = try logdir(["a/tfevents", "b/tfevents"])
        let paths = [logdir.path("a/tfevents"), logdir.path, logdir.path + "/", logdir.path("b")]
        let report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan(paths)
        #expect(report.runs.map(\.logdir) == [paths[0], paths[1]])
        #expect(report.totals.runs == 2 && report.totals.nan == 2)
        #expect(report.notes.count == 3)
        #expect(report.inputs.allSatisfy { $0.error == nil })
    }

    /// It does not stop the others.
    @Test func aPathThatDoesNotExistIsAnError() throws {
        let logdir = try logdir(["tfevents"])
        let missing = logdir.path("missing")
        let scanner = LogdirScanner(options: ScanOptions(jobs: 1))
        #expect(throws: ScanError.noSuchPath(missing)) { try scanner.scan([missing]) }
        for paths in [[logdir.path, missing], [missing, logdir.path]] {
            let report = try scanner.scan(paths)
            #expect(report.totals.runs == 1)
            #expect(
                report.inputs.compactMap(\.error) == ["\(missing): no such file or directory"]
            )
            #expect(report.exitCode == (report.status == .nonfinite ? 1 : 66))
        }
    }

    @Test func logdirsWithoutEventFilesAreAnError() throws {
        let (empty, other) = (try TemporaryLogdir(), try logdir(["checkpoint"]))
        #expect(throws: ScanError.noEventFiles([empty.path, other.path])) {
            try LogdirScanner(options: ScanOptions(jobs: 1)).scan([empty.path, other.path])
        }
    }

    @Test func oneLogdirWithEventFilesIsEnough() throws {
        let (empty, full) = (try TemporaryLogdir(), try logdir(["tfevents"]))
        let scanner = LogdirScanner(options: ScanOptions(jobs: 1))
        #expect(try scanner.scan([empty.path, full.path]).files.count == 1)
    }
}
