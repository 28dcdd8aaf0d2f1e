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

    @Test func theVersionIsTheChangeLogsFirst() throws {
        let outcome = try Command.run(["--version"])
        #expect(outcome.status == 0)
        let words = outcome.output.split(whereSeparator: \.isWhitespace)
        #expect(words.first == "tfevents")
        let path = Fixtures.root + "/../../.github/CHANGELOG.md"
        let log = try String(contentsOfFile: path, encoding: .utf8)
        let entry = log.split(separator: "\n").first { $0.hasPrefix("## ") }
        let heading = try #require(entry).dropFirst(3).prefix { $0 != "," && $0 != " " }
        #expect(words[1] == heading)
        // Tests are not a release: no commit is known that stays true.
        #expect(!outcome.output.contains("commit"))
        #expect(outcome.output.contains("built from source"))
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

    /// A misspelt pattern must not go unnoticed, but it is no error.
    @Test(arguments: [
        ["--exclude-tag", "lsos"], ["--exclude-file", "*.bka"], ["--allow", "lsos=nan"],
    ])
    func aPatternThatMatchesNothingIsNoted(options: [String]) throws {
        let clean = Fixtures.path("clean")
        let pattern = try #require(options[1].split(separator: "=").first)
        for command in ["scan", "explain"] {
            let outcome = try Command.run([command, clean] + options)
            #expect(outcome.status == 0)
            #expect(outcome.errors.hasPrefix("tfevents: note: \(options[0]) "), "\(outcome.errors)")
            #expect(outcome.errors.contains(pattern))
            let silent = try Command.run([command, clean, "--allow-empty"] + options)
            #expect(silent.errors.isEmpty)
        }
        // Also of shards, of which none alone knows.
        let lines = try ["1/2", "2/2"].map {
            try Command.run(["scan", clean, "--shard", $0, "--format", "jsonl"] + options)
        }
        #expect(lines.allSatisfy { $0.errors.isEmpty })
        let input = Data(lines.map(\.output).joined().utf8)
        let merged = try Command.run(["merge-reports", "--format", "json", "-"], input: input)
        #expect(merged.errors.hasPrefix("tfevents: note: \(options[0]) "))
        let single = try Command.run(["scan", "--format", "json", clean] + options)
        #expect(merged.output == single.output)
        let used = [options[0], "*\(options[1].drop { $0 != "=" })"]
        let noted = try Command.run(["scan", clean] + used).errors.contains("note")
        #expect(!noted)
    }

    @Test(arguments: ["loss/train=NaN", "*=Any", "*=INF", "*=+Inf"])
    func kindsMayBeCapital(allowance: String) throws {
        #expect(
            try Command.run(["scan", "-q", "--allow", allowance, Fixtures.path("clean")]).status
                == 0
        )
    }

    @Test(
        arguments: [
            (["scan", ""], 66, "an empty path"), (["explain", ""], 66, "an empty path"),
            (["scan", "--follow", ""], 64, "an empty path"),
            (["scan", "--follow", "--exec", " ", "x"], 64, "the command is empty"),
            (["scan", "~/runs"], 66, "the shell expands ~ only where it is not quoted"),
            (["scan", "me@host:/runs/a"], 66, "ssh me@host cat /runs/a | tfevents scan -"),
            (["scan", "host:~/runs/a"], 66, "ssh host cat"),
            (["scan", "no/such/*"], 66, "the shell leaves a pattern as it is"),
            (["explain", "--follow", "x"], 64, "explain has no --follow; scan has it."),
            (["merge-reports", "--tag", "x", "x"], 64, "merge-reports has no --tag; scan has it."),
            (["scan", "--no-color", "x"], 64, "Did you mean '--color never'?"),
            (["scan", "--silent", "x"], 64, "Did you mean '--quiet'?"),
            (["scan", "--exclude", "x"], 64, "Did you mean '--exclude-file' or '--exclude-tag'?"),
            (["scan", "--out", "x"], 64, "Did you mean '--output'?"),
            (["scan", "--logdir", "x"], 64, "Give the path itself"),
            (["-V"], 64, "Did you mean '--version'?"),
            (["version"], 64, "did you mean '--version'?"),
        ] as [([String], Int32, String)]
    )
    func whatIsMeantIsSaid(arguments: [String], status: Int32, words: String) throws {
        let outcome = try Command.run(arguments)
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    /// A colon or a star in the name of a file that is there is nothing to advise on.
    @Test(arguments: ["a:b", "a*", "me@host:a", "~"])
    func anExistingPathHasNoAdvice(name: String) throws {
        let directory = try ScratchDirectory([name: RecordBytes.file([EventBytes.version()])])
        let path = directory.path(name).string
        #expect(try Command.run(["scan", path]).status == 0)
    }

    /// The same logdir, as a person may give it.
    @Test(arguments: ["scan", "explain"])
    func aFileThatTwoPathsLeadToIsReadOnce(command: String) throws {
        let demo = Fixtures.path("demo")
        let files = try FileManager.default.contentsOfDirectory(atPath: demo).map {
            "\(demo)/\($0)"
        }
        let once = try Command.run([command, "--format", "jsonl", demo])
        let outcome = try Command.run([command, "--format", "jsonl", demo, demo + "/"] + files)
        #expect(outcome.status == 1)
        let key = command == "scan" ? #""type":"finding""# : #""type":"story""#
        #expect(
            outcome.output.split(separator: key).count == once.output.split(separator: key).count
        )
        let text = try Command.run(["scan", demo, demo + "/"] + files).output
        #expect(text.contains("note: \(demo)/: 2 files that an earlier path led to, read once"))
        #expect(text.contains("read 2 files, "))
    }

    /// `man` shows them in any locale.
    @Test(arguments: [[], ["scan"], ["explain"], ["merge-reports"]])
    func theHelpIsASCII(command: [String]) throws {
        let help = try Command.run(command + ["--help"]).output
        #expect(help.utf8.allSatisfy { $0 < 0x80 })
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
