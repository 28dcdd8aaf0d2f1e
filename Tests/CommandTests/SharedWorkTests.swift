import Foundation
import SystemPackage
import TestSupport
import Testing

/// Several processes share a scan, started by the programs that people have.
///
/// They scan a part of the fixtures; the library's tests do the same with all.
@Suite(.tags(.slow), .unlessSkipped) struct SharedWorkTests {
    private func shell(_ script: String) throws -> Command.Outcome {
        let directory = try TemporaryDirectory()
        return try withExtendedLifetime(directory) {
            try Command.shell(
                "cd \"$2\"\n" + script,
                arguments: [Fixtures.root, directory.url.path]
            )
        }
    }

    @Test func xargsRunsTheShards() throws {
        let outcome = try shell(
            """
            set -- "$1/damaged"
            seq 4 | xargs -P 3 -I I sh -c \
                '"$tfevents" scan --format jsonl --shard I/4 "$1" > I.jsonl || test $? -le 2' sh "$1"
            for format in json jsonl; do
                "$tfevents" scan --format $format "$1" > whole.$format
                "$tfevents" merge-reports --format $format 3.jsonl 1.jsonl 4.jsonl 2.jsonl \
                    > merged.$format
                echo $?
                cmp whole.$format merged.$format && echo same
            done
            "$tfevents" scan --all "$1" | grep -v ago > whole
            cat [1-4].jsonl | "$tfevents" merge-reports --all - | grep -v ago | cmp - whole && echo same
            """
        )
        #expect(outcome.output == "1\nsame\n1\nsame\nsame\n")
        #expect(outcome.errors == "")
    }

    @Test func aListFromFindReadsTheWholeLogdir() throws {
        let outcome = try shell(
            """
            set -- "$1/damaged"
            "$tfevents" scan --format json "$1" > whole
            find "$1" -type f | "$tfevents" scan --format json --files-from - --relative-to "$1" \
                | cmp - whole && echo same
            find "$1" -type f -print0 > list
            "$tfevents" scan -0 --format json --files-from list --relative-to "$1" \
                | cmp - whole && echo same
            "$tfevents" scan --format json "$1/../demo" "$1/../clean" > two
            echo "$1/../clean" | "$tfevents" scan --format json "$1/../demo" --files-from - \
                | cmp - two && echo same
            """
        )
        #expect(outcome.output == "same\nsame\nsame\n")
        #expect(outcome.errors == "")
    }

    @Test(arguments: [
        ["--shard", "0/2"], ["--shard", "3/2"], ["--shard", "1"], ["--shard", "a/b"],
        ["--shard", "1/2", "-"], ["--shard", "1/2", "--follow", "x"], ["--null", "x"],
        ["--relative-to", "x", "y"], ["--files-from", "-", "-"], [],
        ["--files-from", "-", "--relative-to", "x", "y"], ["--files-from", "-", "--follow"],
    ])
    func conflictingOptionsAre64(options: [String]) throws {
        #expect(try Command.run(["scan"] + options).status == 64)
    }

    @Test func aMergeHasTheExitStatusOfTheScan() throws {
        let outcome = try shell(
            """
            for name in clean demo damaged; do
                "$tfevents" scan "$1/$name" --format jsonl > $name; a=$?
                "$tfevents" merge-reports -q $name; test $a = $? && echo $a
            done
            "$tfevents" merge-reports; echo $?
            "$tfevents" merge-reports - -; echo $?
            "$tfevents" merge-reports none; echo $?
            head -n 2 demo | "$tfevents" merge-reports -; echo $?
            "$tfevents" scan --files-from /dev/null; echo $?
            "$tfevents" scan --files-from /dev/null --format jsonl > empty; echo $?
            "$tfevents" merge-reports empty; echo $?
            """
        )
        let states = outcome.output.split(separator: "\n").map(String.init)
        #expect(states.suffix(7) == ["64", "64", "66", "65", "66", "0", "66"])
        #expect(states.prefix(2) == ["0", "1"])
        #expect(states.count == 10)
        #expect(outcome.errors.contains("standard input:2: the report ends without its summary"))
    }

    /// What counts as a failure is part of the report.
    @Test func aMergedReportFailsForWhatItsScansFailFor() throws {
        let healed = RecordBytes.file(
            [0.5, .nan, 0.5, 0.4].enumerated().map {
                EventBytes.scalar("loss", $1, step: Int64($0))
            }
        )
        let logdir = try ScratchDirectory(["run/tfevents": healed])
        let report = logdir.path("report").string
        for (rule, status) in [("broken", 0), ("nonfinite", 1)] as [(String, Int32)] {
            let options = ["--fail-on", rule, "--format", "jsonl", "-o", report]
            #expect(try Command.run(["scan", logdir.path.string] + options).status == status)
            #expect(try Command.run(["merge-reports", report]).status == status)
        }
    }
}
