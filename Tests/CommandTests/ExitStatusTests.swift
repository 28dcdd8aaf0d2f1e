import Foundation
import TestSupport
import Testing

@Suite struct ExitStatusTests {
    private static let cases: [([String], Int32)] = [
        (["clean"], 0), (["demo"], 1), (["damaged/no-nan-length-crc"], 2),
        (["damaged/no-nan-truncated"], 0), (["damaged/empty"], 0),
        // Findings outweigh damage.
        (["demo", "damaged/no-nan-length-crc"], 1),
    ]

    @Test(arguments: cases)
    func theStatusSaysWhatWasFound(names: [String], status: Int32) throws {
        let outcome = try Command.run(["scan"] + names.map(Fixtures.path))
        #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
    }

    @Test(arguments: [
        ["scan"], ["scan", "--format", "xml", "x"], ["scan", "--step", "9:1", "x"],
        ["scan", "--allow", "loss", "x"], ["scan", "--jobs", "0", "x"], ["scan", "-", "-"],
        ["scan", "--until-nonfinite", "x"], ["scan", "--follow", "-"], ["frobnicate"],
    ])
    func badUsageIs64(arguments: [String]) throws {
        let outcome = try Command.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("tfevents: "))
    }

    @Test(arguments: ["scan", "explain"])
    func aFileThatIsSomethingElseIs65(command: String) throws {
        let file = Fixtures.path("README.md")
        let outcome = try Command.run([command, file])
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("tfevents: \(file): text, not an event file"))
        // The other paths are read.
        let clean = try Command.run([command, "--format", "json", file, Fixtures.path("clean")])
        #expect(clean.status == 65)
        #expect(clean.errors.hasPrefix("tfevents: \(file): text, not an event file"))
        #expect(clean.output.contains("\"exitCode\":65"))
        #expect(try Command.run([command, file, Fixtures.path("demo")]).status == 1)
    }

    @Test(arguments: ["scan", "explain"])
    func everyPathThatCannotBeReadIsNamed(command: String) throws {
        let paths = ["/nonexistent/a", "/nonexistent/b", Fixtures.path("README.md")]
        for others in [[], [Fixtures.path("clean")]] {
            let outcome = try Command.run([command] + paths + others)
            #expect(outcome.status == 66)
            for path in paths { #expect(outcome.errors.contains("tfevents: \(path): ")) }
        }
        let many = try Command.run([command] + (1...13).map { "/nonexistent/\($0)" })
        #expect(many.errors.split(separator: "\n").count == 11)
        #expect(many.errors.hasSuffix("tfevents: … and 3 more\n"))
    }

    @Test(arguments: ["scan", "explain"])
    func excludedFilesAreNotRead(command: String) throws {
        let demo = Fixtures.path("demo")
        #expect(try Command.run([command, "--exclude-file", "no*", demo]).status == 1)
        let none = try Command.run([command, "--exclude-file", "*.host.*", demo])
        #expect(none.status == 66)
        #expect(none.errors.contains("2 files excluded by name"))
    }

    @Test func aRangeThatIsCheckedDecidesTheStatus() throws {
        let datasets = Fixtures.path("datasets/clean")
        #expect(try Command.run(["scan", datasets]).status == 0)
        let outcome = try Command.run(["scan", "--check-range", datasets])
        #expect(outcome.status == 1, "\(outcome.output)")
        #expect(outcome.output.contains("outside of 0…1"))
        #expect(try Command.run(["scan", "--check-range", "--quiet", datasets]).status == 1)
    }

    @Test func missingInputIs66() throws {
        let outcome = try Command.run(["scan", "/nonexistent/run"])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("/nonexistent/run: no such file or directory"))
    }

    @Test func logdirWithoutEventFilesIs66() throws {
        let directory = try TemporaryDirectory()
        let outcome = try Command.run(["scan", directory.url.path])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("no event file"))
    }

    @Test func quietPrintsNothing() throws {
        let outcome = try Command.run(["scan", "--quiet", Fixtures.path("demo")])
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    }

    @Test func allowedFindingsDoNotFailTheScan() throws {
        let outcome = try Command.run(["scan", "--allow", "*=nan", Fixtures.path("demo")])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("allowed"))
    }
}
