import SystemPackage
import TestSupport
import Testing

/// What a mistyped command line is told.
struct AdviceTests {
    @Test(arguments: [
        (["scna", "x"], "tfevents: 'scna' is not a command; did you mean 'scan'?"),
        (["frobnicate"], "tfevents: 'frobnicate' is not a command; there are scan, explain"),
        (["/some/run"], "tfevents: a command comes before a path: tfevents scan /some/run"),
        (["scan", "--json", "x"], "Did you mean '--format json'?"),
        (["scan", "--tags", "x", "x"], "Did you mean '--tag'?"),
        (["scan", "--step", "38:37", "x"], "did you mean 37:38?"),
        (["scan", "--step", "a", "x"], "give A:B, A:, :B or one step"),
        (["scan", "--shard", "0/4", "x"], "give I/N in whole numbers, with I from 1 to N"),
        (["scan", "--jobs", "-1", "x"], "give a whole number, 1 or more"),
        (["scan", "--follow", "--interval", "nan", "x"], "give seconds, more than 0"),
        (["scan", "--interval", "2", "x"], "require --follow"),
        (["scan", "--follow", "--first-only", "x"], "leave out --first-only"),
    ])
    func badUsageSaysWhatWasMeant(arguments: [String], message: String) throws {
        let outcome = try Command.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("tfevents: "))
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test(arguments: [
        (["--tag", "loss/trian"], "none of 15 tags matches; did you mean 'loss/train'?"),
        (["--tag", "^loss/train"], "did you mean 'loss/train'?"),
        (["--tag", "loss/{train,eval}"], "braces are not expanded, so give --tag for each"),
        (["--tag", "xyzxyz"], "; there is activation/lin1, "),
        (["--run", "nope"], "--run nope: the only run does not match"),
        (["--step", "9999:"], "--step '9999:': no selected tag has a number at these steps"),
        (["--exclude-tag", "*"], "--exclude-tag '*': nothing is left of 15 tags"),
    ])
    func aSelectionThatMatchesNothingIs66(selection: [String], message: String) throws {
        for command in ["scan", "explain"] {
            let arguments = [command] + selection + [Fixtures.path("demo")]
            let outcome = try Command.run(arguments)
            #expect(outcome.status == 66)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(!outcome.output.contains("all finite"))
            #expect(try Command.run(arguments + ["--allow-empty"]).status == 0)
        }
    }

    @Test(arguments: [
        ("s3://bucket/run", "aws s3 cp s3://bucket/run - | tfevents scan -"),
        ("gs://bucket/run", "gcloud storage cat gs://bucket/run | tfevents scan -"),
        ("file:///data/run", "give the path itself: /data/run"),
        ("memory://run", "copy it here first"),
    ])
    func anAddressIsNoPath(address: String, advice: String) throws {
        let outcome = try Command.run(["scan", address])
        #expect(outcome.status == 66)
        #expect(outcome.errors.hasPrefix("tfevents: \(address): "))
        #expect(outcome.errors.contains(advice), "\(outcome.errors)")
        // Another path is read all the same.
        let both = try Command.run(["scan", address, Fixtures.path("demo")])
        #expect(both.status == 1)
        #expect(both.errors.contains(address))
    }

    @Test func aReportOfAnotherFormatIsCalledSo() throws {
        let directory = try ScratchDirectory()
        let path = directory.path("report.json").string
        let made = try Command.run(["scan", "--format", "json", "-o", path, Fixtures.path("demo")])
        #expect(made.status == 1)
        #expect(made.output.isEmpty)
        let merged = try Command.run(["merge-reports", path])
        #expect(merged.status == 65)
        #expect(merged.errors.contains("--format jsonl"))
    }

    @Test func anExplanationHasALineForEachStory() throws {
        let outcome = try Command.run([
            "explain", "--format", "jsonl", Fixtures.path("demo"), Fixtures.path("clean"),
        ])
        #expect(outcome.status == 1)
        let types = outcome.output.split(separator: "\n").map { $0.prefix(16) }
        #expect(types == [#"{"type":"story","#, #"{"type":"summary"#].map { $0.prefix(16) })
    }

    @Test func aReportThatCannotBeWrittenIs74() throws {
        let outcome = try Command.run(["scan", "-o", "/no/such/file", Fixtures.path("clean")])
        #expect(outcome.status == 74)
        #expect(outcome.errors.hasPrefix("tfevents: /no/such/file: cannot write the report: "))
    }
}
