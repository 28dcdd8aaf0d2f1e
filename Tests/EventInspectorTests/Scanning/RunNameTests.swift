import EventInspector
import SystemPackage
import TestSupport
import Testing

/// What a run is called, and that no two runs are taken for one.
struct RunNameTests {
    private static let events = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 1)])

    @Test func aTrailingSlashOfTheLogdirChangesNoRun() throws {
        let directory = try ScratchDirectory(["a/tfevents": Self.events])
        let report = try Scan.path(directory, "a///..///")
        #expect(report.runs.map(\.name) == ["a"])
    }

    /// Read once or twice, each run that is told of has its own findings.
    @Test func aPathThatIsGivenTwiceIsNeverCalledFinite() throws {
        let directory = try ScratchDirectory(["a/tfevents": Self.events])
        let report = try Scan.paths(directory, ["a", "a"])
        let lines = TextFormat(now: EventBytes.epoch).text(of: report).split(separator: "\n")
        #expect(
            lines.filter { $0.contains(" at step ") && $0.contains("a  ") }.count
                == report.totals.runs
        )
        #expect(report.totals.nan == report.totals.runs)
    }

    /// One name spelled as Unicode composes it, and as it decomposes it.
    @Test func directoriesThatOnlyLookAlikeStayTwo() throws {
        #if os(Linux)
        let source = try ScratchFile(Self.events)
        let directory = try ScratchDirectory()
        for bytes in ["\\303\\251", "e\\314\\201"] {
            try Shell.run(
                "d=\"$1/run$(printf '\(bytes)')\" && mkdir \"$d\" && cp \"$2\" \"$d/tfevents\"",
                [directory.path.string, source.path.string]
            )
        }
        let report = try Scan.path(directory)
        #expect(report.runs.count == 2)
        #expect(report.totals.nan == 2)
        #expect(report.findings.map(\.occurrences) == [1, 1])
        #endif
    }

    /// Linux has no rule for the bytes of a name.
    @Test func directoriesWhoseNamesAreNotUTF8StayApart() throws {
        #if os(Linux)
        let source = try ScratchFile(Self.events)
        let directory = try ScratchDirectory()
        for byte in ["\\xff", "\\xfe"] {
            // Foundation's paths are text: the shell makes what they cannot name.
            try Shell.run(
                "d=\"$1/run$(printf '\(byte)')\" && mkdir \"$d\" && cp \"$2\" \"$d/tfevents\"",
                [directory.path.string, source.path.string]
            )
        }
        let report = try Scan.path(directory)
        #expect(report.files.count == 2)
        #expect(report.files.flatMap(\.issues) == [])
        #expect(Set(report.runs.map(\.name)).count == 2)
        #expect(report.findings.map(\.occurrences) == [1, 1])
        try Shell.run("cd \"$1\" && rm -r ./run*", [directory.path.string])
        #endif
    }

    @Test func aNameWithControlCharactersIsReadAndEscaped() throws {
        let directory = try ScratchDirectory(["a\nb\u{1b}[31m/tfevents\t1": Self.events])
        let report = try Scan.path(directory)
        #expect(report.runs.map(\.name) == ["a\nb\u{1b}[31m"])
        let text = TextFormat(now: EventBytes.epoch).text(of: report)
        #expect(text.contains("a\\nb\\x1b[31m"))
        #expect(!text.contains("\u{1b}"))
    }
}
