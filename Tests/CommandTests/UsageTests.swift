import Foundation
import SystemPackage
import TestSupport
import Testing

/// How the tool is told what to do, and what it says when it does not understand.
struct UsageTests {
    @Test(arguments: [
        ["--step", "a"], ["--step", ":"], ["--step", "1:2:3"], ["--step", "9223372036854775808"],
        ["--jobs", "-1"], ["--jobs", "x"], ["--color", "blue"], ["--exec", "true"],
        ["--allow", "=nan"], ["--follow", "--interval", "0"], ["--follow", "--interval", "nan"],
        ["--no-such-option"],
    ])
    func anInvalidValueIs64(options: [String]) throws {
        let outcome = try Command.run(["scan"] + options + [Fixtures.root])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("Usage: tfevents scan"))
    }

    @Test(arguments: [
        ("=5:7", 5), ("=-3:-1", 66), ("=:", 64), ("=37:", 1), ("=:36", 0), ("=37", 1),
    ])
    func stepsAreARange(range: String, status: Int32) throws {
        let outcome = try Command.run(
            ["scan", "-q", "--step" + range, Fixtures.path("demo")])
        #expect(outcome.status == (status == 5 ? 0 : status))
    }

    /// As every other tool takes them.
    @Test(arguments: [["-j2"], ["-j", "2"], ["-qj2"], ["--jobs=2"], ["-qj", "2"]])
    func shortOptionsTakeAttachedValues(options: [String]) throws {
        #expect(try Command.run(["scan"] + options + [Fixtures.path("demo")]).status == 1)
        #expect(try Command.run(["scan"] + options + ["--", "-qj2"]).status == 66)
    }

    /// A bound may be negative, as a step may.
    @Test func aRangeMayBeginWithAMinus() throws {
        #expect(try Command.run(["scan", "--step", "-5:10", Fixtures.path("demo")]).status == 0)
        #expect(try Command.run(["scan", "--step", "-5:37", Fixtures.path("demo")]).status == 1)
    }

    @Test(arguments: ["nope", "scna"])
    func helpOnNoCommandIs64(word: String) throws {
        let outcome = try Command.run(["help", word])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("'\(word)' is not a command"))
        #expect(outcome.output.isEmpty)
    }

    /// What is near to nothing is no suggestion.
    @Test(arguments: ["[", "x", "zz"])
    func aShortWordHasNoSuggestion(tag: String) throws {
        let outcome = try Command.run(["scan", "--tag", tag, Fixtures.path("demo")])
        #expect(outcome.status == 66)
        #expect(!outcome.errors.contains("did you mean"), "\(outcome.errors)")
    }

    /// The usage helps nobody whose command line was understood.
    @Test func aBadFileHasNoUsage() throws {
        let rules = try ScratchDirectory(["rules": Array("losses *\n".utf8)])
        let path = rules.path("rules").string
        let outcome = try Command.run(["scan", "--rules", path, Fixtures.path("demo")])
        #expect(outcome.status == 64)
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["--help", "-h"])
    func theHelpListsAllOptions(option: String) throws {
        let outcome = try Command.run(["scan", option])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Exit status:"))
        let names = [
            "--format", "--all", "--color", "--quiet", "--no-progress", "--tag", "--exclude-tag",
            "--run", "--step", "--allow", "--first-only", "--follow", "--until-nonfinite",
            "--exec", "--jobs",
        ]
        #expect(names.filter { !outcome.output.contains($0) } == [])
    }

    /// One path that is missing must not pass for a clean scan of the others.
    @Test func aMissingPathNextToAnotherIs66() throws {
        let outcome = try Command.run(["scan", Fixtures.path("clean"), "/no/such/path"])
        #expect(outcome.status == 66)
        #expect(outcome.output.contains("all finite"))
        #expect(outcome.errors == "tfevents: /no/such/path: no such file or directory\n")
    }

    /// A path is as untrusted as a tag.
    @Test func pathsAreEscaped() throws {
        let outcome = try Command.run(["scan", "/no/such\u{1b}[31m\npath"])
        #expect(outcome.errors.contains("such\\x1b[31m\\npath"))
        #expect(!outcome.errors.contains("\u{1b}"))
    }

    @Test func quietSearchesPastAllowedFindings() throws {
        let logdir = try ScratchDirectory([
            "tfevents": RecordBytes.file([
                EventBytes.scalar("mask", -.infinity, step: 1),
                EventBytes.scalar("loss", .nan, step: 2),
            ])
        ])
        func status(_ allowed: String...) throws -> Int32 {
            let options = allowed.flatMap { ["--allow", $0] }
            return try Command.run(["scan", "-q"] + options + [logdir.path.string]).status
        }
        #expect(try status("mask=-inf") == 1)
        #expect(try status("mask=-inf", "l*=any") == 0)
        withExtendedLifetime(logdir) {}
    }

    /// Some parents hand down an ignored SIGPIPE: then the write fails instead.
    @Test func aReaderThatDisappearsHidesNoFinding() throws {
        let outcome = try Command.shell(
            """
            trap '' PIPE
            { "$tfevents" scan --all --format json "$1"; echo "status $?" >&2; } | true
            """,
            arguments: [Fixtures.root]
        )
        #expect(outcome.errors == "status 1\n")
    }
}
