import EventInspector
import SystemPackage
import TestSupport
import Testing

/// Symbolic links are followed once: what was reached already is not read again.
struct SymbolicLinkTests {
    private static let events = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 1)])

    @Test func theLogdirItselfMayBeALink() throws {
        let outside = try ScratchDirectory(["a/tfevents": Self.events])
        let directory = try ScratchDirectory()
        try directory.link("runs", to: outside.path.string)
        #expect(try Scan.path(directory, "runs").runs.map(\.name) == ["a"])
    }

    @Test(arguments: [".", "..", "../..", "../a", "loop"])
    func aCircularLinkEnds(target: String) throws {
        let directory = try ScratchDirectory(["logdir/a/b/tfevents": Self.events])
        try directory.link("logdir/a/loop", to: target)
        let report = try Scan.path(directory, "logdir")
        // The directory above the logdir is new; the logdir in it is not.
        #expect(report.files.map(\.path) == ["a/b/tfevents"])
        #expect(report.totals.nan == 1)
    }

    /// The same links give the same report, in whatever order the disk lists them.
    @Test func theFirstOfSeveralLinksToOneFileIsRead() throws {
        let outside = try ScratchDirectory(["data": Self.events])
        let directory = try ScratchDirectory()
        for name in ["c", "a", "b"] {
            try directory.link("\(name).tfevents", to: outside.path("data").string)
        }
        #expect(try Scan.path(directory).files.map(\.path) == ["a.tfevents"])
    }

    @Test func aLinkThroughALinkIsFollowed() throws {
        let outside = try ScratchDirectory(["run/tfevents": Self.events])
        let directory = try ScratchDirectory()
        try outside.link("latest", to: "run")
        try directory.link("best", to: outside.path("latest").string)
        #expect(try Scan.path(directory).runs.map(\.name) == ["best"])
    }
}
