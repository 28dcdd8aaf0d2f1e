import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct OutputTests {
    @Test(arguments: ["text", "json", "jsonl"])
    func theNumberOfJobsDoesNotChangeTheOutput(format: String) throws {
        let arguments = ["scan", "--format", format, Fixtures.path("torch"), Fixtures.path("wire")]
        let first = try Command.run(arguments + ["--jobs", "1"])
        #expect(!first.output.isEmpty)
        for jobs in ["1", "4"] {
            let again = try Command.run(arguments + ["--jobs", jobs])
            #expect(again.output == first.output)
        }
    }

    @Test func jsonIsOneObjectOfVersion1() throws {
        let outcome = try Command.run(["scan", "--format", "json", Fixtures.path("demo")])
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let report = try #require(object as? [String: Any])
        #expect(report["version"] as? Int == 1)
        #expect(report["status"] as? String == "nonfinite")
        #expect(report["exitCode"] as? Int == 1)
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(findings.first?["tag"] as? String == "gradient/lin3.weight")
        let first = try #require(findings.first?["first"] as? [String: Any])
        #expect(first["step"] as? Int == 37)
        #expect(first["value"] as? String == "NaN")
        #expect(first["index"] as? [Int] == [0, 0])
    }

    @Test func jsonLinesEndWithTheSummary() throws {
        let outcome = try Command.run(["scan", "--format", "jsonl", Fixtures.path("demo")])
        let types = try outcome.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return (object as? [String: Any])?["type"] as? String
        }
        #expect(types.first == "finding")
        #expect(types.last == "summary")
    }

    /// What a shell makes of `-o run/*`.
    @Test(arguments: ["scan", "explain", "merge-reports"])
    func anEventFileIsNotOverwritten(command: String) throws {
        let event = RecordBytes.file([EventBytes.scalar("loss", 1, step: 1)])
        let logdir = try ScratchDirectory([
            "run/events.out.tfevents.1": event, "run/events.out.tfevents.2": event,
            "run/data": event, "run/tfevents.live": [], "run/tfevents.torn": [0, 1, 2, 3],
        ])
        let names = [
            "events.out.tfevents.1", "events.out.tfevents.2", "data", "tfevents.live",
            "tfevents.torn",
        ]
        for name in names {
            let path = logdir.path("run/" + name).string
            let before = try ScratchFile.contents(of: logdir.path("run/" + name))
            let other = logdir.path("run/events.out.tfevents.2").string
            let outcome = try Command.run([command, "-o", path, other])
            #expect(outcome.status == 64)
            #expect(outcome.errors.hasSuffix("; name another file\n"))
            #expect(try ScratchFile.contents(of: logdir.path("run/" + name)) == before)
        }
        // What the next scan would take for data.
        let new = logdir.path("run/deeper.tfevents").string
        #expect(try Command.run([command, "-o", new, logdir.path.string]).status == 64)
        #expect(!FileManager.default.fileExists(atPath: new))
    }

    @Test func aReportIsOverwritten() throws {
        let directory = try ScratchDirectory()
        for name in ["report.txt", "of-tfevents.json"] {
            let path = directory.path(name).string
            let arguments = ["scan", "--format", "json", "-o\(path)", Fixtures.path("clean")]
            #expect(try Command.run(arguments).status == 0)
            #expect(try Command.run(arguments).status == 0)
        }
        // But not by the command that reads it.
        let report = directory.path("report.txt").string
        #expect(try Command.run(["merge-reports", "-o", report, report]).status == 64)
    }

    @Test func aDashIsStandardOutput() throws {
        let directory = try ScratchDirectory()
        let outcome = try Command.shell(
            #"cd "$1" && "$tfevents" scan -o - "$2" && ls"#,
            arguments: [directory.path.string, Fixtures.path("clean")]
        )
        #expect(outcome.output.hasSuffix("every checksum right\n"))
    }

    @Test func standardInputIsReadAsAFile() throws {
        let path = Fixtures.path("damaged/base/events.out.tfevents.1700000000.host.1.0")
        let input = try Data(contentsOf: URL(fileURLWithPath: path))
        let outcome = try Command.run(["scan", "--format", "json", "-"], input: input)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains(#""path":"-","run":".""#))
    }

    @Test func colorsAreForTerminalsUnlessRequested() throws {
        let plain = try Command.run(["scan", Fixtures.path("demo")])
        #expect(!plain.output.contains("\u{1b}"))
        let colored = try Command.run(["scan", "--color", "always", Fixtures.path("demo")])
        #expect(colored.output.contains("\u{1b}[1;31mBROKEN"))
        let never = try Command.run(["scan", "--color", "never", Fixtures.path("demo")])
        #expect(never.output == plain.output)
    }

    @Test func controlCharactersInTagsAreEscaped() throws {
        let outcome = try Command.run(["scan", "--all", Fixtures.path("wire/tags")])
        let raw = outcome.output.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
        #expect(raw.isEmpty)
        #expect(outcome.output.contains("\\x1b"))
    }

    @Test func aReaderThatDisappearsEndsTheToolQuietly() throws {
        let line = #""$tfevents" scan --all --format jsonl "$1" | head -n 1"#
        let outcome = try Command.shell(line, arguments: [Fixtures.root])
        #expect(outcome.output.hasPrefix("{"))
        #expect(outcome.errors.isEmpty)
    }

    @Test func failingToWriteTheOutputIsAnError() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let line = #""$tfevents" scan "$1" > /dev/full"#
        let outcome = try Command.shell(line, arguments: [Fixtures.path("demo")])
        #expect(outcome.status == 74)
        #expect(outcome.errors.contains("cannot write the report"))
    }
}
