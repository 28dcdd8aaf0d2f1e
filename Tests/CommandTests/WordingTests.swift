import TestSupport
import Testing

/// Messages of the libraries name the tool's own commands and options.
struct WordingTests {
    @Test(arguments: [
        (#"scan "$1""#, "next: tfevents explain "),
        (
            #"scan --shard 1/2 "$1""#,
            "only shard 1/2 was looked at; merge-reports joins all of them"
        ),
    ])
    func reportsSuggestOptions(command: String, message: String) throws {
        let outcome = try Command.shell(
            #""$tfevents" "# + command,
            arguments: [Fixtures.path("demo")]
        )
        #expect(outcome.output.contains(message))
    }

    /// Two scans of different files of one run, and two that chose differently.
    @Test(arguments: [
        (
            #"scan --format jsonl "$1"; "$tfevents" scan --format jsonl "$1""#,
            "divide the work by whole runs, as scan --shard I/N does"
        ),
        (
            #"scan --format jsonl "$1"; "$tfevents" scan --format jsonl --step 1 "$1""#,
            "only some of the reports were made with --tag, --exclude-tag, --run, --step"
        ),
        (
            #"""
            scan --format jsonl --shard 1/2 "$1"; \
            "$tfevents" scan --format jsonl --shard 2/2 "$1/."
            """#,
            "or with --shard-by name"
        ),
    ])
    func mergeErrorsSuggestOptions(command: String, message: String) throws {
        let outcome = try Command.shell(
            #"{ "$tfevents" "# + command + #"; } | "$tfevents" merge-reports -"#,
            arguments: [Fixtures.path("demo")]
        )
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains(message))
    }

    @Test func explanationsSuggestAScan() throws {
        let damaged = try Command.run(["explain", Fixtures.path("failures/bad-data")])
        #expect(damaged.output.contains("(tfevents scan also reads TFRecord files"))
    }
}
