import Foundation
import SystemPackage
import TestSupport
import Testing

/// `explain` reads whatever `scan` reads, twice.
struct ExplainInputTests {
    private let directory: ScratchDirectory

    init() throws {
        let path = "demo/events.out.tfevents.1700000010.host.1.1"
        let bytes = try ScratchFile.contents(of: Fixtures.directory.appending(path))
        directory = try ScratchDirectory(["run/a.tfevents": bytes, "foo.bin": bytes])
    }

    @Test(arguments: [
        #""$tfevents" explain run"#,
        #""$tfevents" explain run/a.tfevents"#,
        #""$tfevents" explain foo.bin"#,
        #"gzip < foo.bin > foo.gz; "$tfevents" explain foo.gz"#,
        #""$tfevents" explain - < foo.bin"#,
        #"cat foo.bin | "$tfevents" explain -"#,
        #"gzip < foo.bin | "$tfevents" explain -"#,
        #"mkfifo pipe; cat foo.bin > pipe & "$tfevents" explain pipe"#,
        #"echo run/a.tfevents | "$tfevents" explain --files-from - --relative-to ."#,
        #"echo foo.bin | "$tfevents" explain --files-from -"#,
    ])
    func theWholeStoryIsTold(line: String) throws {
        let outcome = try withExtendedLifetime(directory) {
            try Command.shell(#"cd "$1"; "# + line, arguments: [directory.path.string])
        }
        #expect(outcome.errors == "")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("broke at step 37"))
        #expect(outcome.output.contains("origin    gradient/lin3.weight  backward"))
        #expect(outcome.output.contains("window    finite at step 36, not at step 37"))
    }

    @Test func aStreamThatCannotBeCopiedIsReported() throws {
        let outcome = try withExtendedLifetime(directory) {
            try Command.shell(
                #"cat "$1/foo.bin" | TMPDIR=/no/such/place "$tfevents" explain -"#,
                arguments: [directory.path.string]
            )
        }
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("standard input can be read only once"))
        #expect(outcome.errors.contains("write it to a file, and give its path"))
    }
}
