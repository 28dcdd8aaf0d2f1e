import Foundation
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import tfevents

/// What each shell offers at a press of Tab.
@Suite struct CompletionTests {
    @Test(.enabled(if: CompletionShell.missing.isEmpty, CompletionShell.hint))
    func everyShellIsTested() {
        #expect(CompletionShell.wanted == [.bash, .zsh, .fish])
    }

    private static let demo = "Tests/Fixtures/demo"

    @Test(
        arguments: CompletionShell.wanted,
        [
            Case(["sc"], ["scan"]),
            Case(["scan", "--format", ""], ["json", "jsonl", "text"]),
            Case(["explain", "--format", ""], ["json", "jsonl", "text"]),
            Case(["scan", "--color", "a"], ["always", "auto"]),
            Case(["explain", "--fail-on", ""], ["broken", "nonfinite"]),
            Case(["scan", "--shard-by", ""], ["bytes", "name"]),
            Case(["scan", "Tests/Fixtures/dem"], ["Tests/Fixtures/demo"]),
            Case(["scan", "-q", "Tests/Fixtures/dem"], ["Tests/Fixtures/demo"]),
            Case(["scan", "LICENSE", "Tests/Fixtures/dem"], ["Tests/Fixtures/demo"]),
            Case(["explain", "LICENS"], ["LICENSE"]),
            Case(["merge-reports", "LICENS"], ["LICENSE"]),
            Case(["scan", "--rules", "LICENS"], ["LICENSE"]),
            Case(["scan", "--files-from", "LICENS"], ["LICENSE"]),
            Case(["scan", "--relative-to", "Test"], ["Tests"]),
            Case(["scan", "--exec", "./.ci/ru"], ["./.ci/run"]),
            Case(["scan", demo, "--tag", "loss"], ["loss/train"]),
            Case(["scan", "-q", demo, "--exclude-tag", "lo"], ["loss/train"]),
            Case(["explain", "--format", "json", demo, "--tag", "lo"], ["loss/train"]),
            Case(["scan", demo, "--run", "."], ["."]),
            Case(
                ["explain", demo, "--allow", "loss"],
                ["+inf", "-inf", "any", "inf", "nan"].map { "loss/train=" + $0 }
            ),
        ]
    )
    func everyShellCompletes(_ shell: CompletionShell, _ example: Case) throws {
        // zsh asks for directories in several ways.
        #expect(Array(Set(try shell.candidates(example.line))).sorted() == example.candidates)
    }

    @Test(arguments: CompletionShell.wanted)
    func optionsAreOffered(_ shell: CompletionShell) throws {
        let options = try shell.candidates(["scan", "--f"])
        for option in ["--fail-on", "--files-from", "--first-only", "--follow", "--format"] {
            #expect(options.contains { $0.hasPrefix(option) }, "\(option)")
        }
    }

    /// Of a word that readline splits, only what follows the last split is replaced.
    @Test(arguments: [
        Case(["scan", "--format=js"], ["json", "jsonl"]),
        Case(["scan", "--format="], ["json", "jsonl", "text"]),
        Case(["scan", demo, "--tag=lo"], ["loss/train"]),
        Case(["scan", demo, "--allow", "loss/train=-"], ["-inf"]),
        Case(["scan", demo, "--allow=loss/train="], ["+inf", "-inf", "any", "inf", "nan"]),
        Case(["scan", "--step", "3:4", "LICENS"], ["LICENSE"]),
    ])
    func bashKnowsWholeWords(_ example: Case) throws {
        #expect(try CompletionShell.bash.candidates(example.line) == example.candidates)
    }

    /// A path in quotes, or with a variable, is readline's to complete.
    @Test func bashFallsBackOnItsOwnCompletion() throws {
        let script = try Command.run(["--generate-completion-script", "bash"]).output
        #expect(script.hasSuffix("-o bashdefault -o default -F __tfevents_whole_words tfevents\n"))
    }

    @Test(arguments: CompletionShell.wanted)
    func helpTakesACommand(_ shell: CompletionShell) throws {
        let found = try shell.candidates(["help", ""])
        let commands = ["explain", "export", "ls", "merge-reports", "plot", "scan", "stats"]
        #expect(found.filter { $0 != "help" } == commands)
    }

    @Test(arguments: CompletionShell.wanted)
    func aValueMayFollowAnEqualsSign(_ shell: CompletionShell) throws {
        let found = try shell.candidates(["scan", "--color="])
        #expect(
            found.map { $0.replacingOccurrences(of: "--color=", with: "") }.sorted()
                == ["always", "auto", "never"]
        )
    }

    /// readline shows all of a tag, and quotes no more than bash must.
    @Test func bashOffersTagsAsWords() throws {
        let line = #"""
            source <("$tfevents" --generate-completion-script bash)
            compopt() { :; }
            PATH="${tfevents%/*}:$PATH"
            COMP_LINE="tfevents scan $2 --tag gradient/lin" COMP_POINT=99
            COMP_WORDS=(tfevents scan "$2" --tag gradient/lin) COMP_CWORD=4
            __tfevents_whole_words tfevents gradient/lin --tag
            printf '%s\n' "${COMPREPLY[@]}"
            """#
        let outcome = try Command.shell(
            #"bash -c "$1" bash "" "$2""#,
            arguments: [line, Fixtures.path("demo")]
        )
        #expect(outcome.output.hasPrefix("gradient/lin1.weight\n"), "\(outcome)")
    }

    /// fish would show the help of --tag next to each tag.
    @Test func fishDescribesOptionsAndNotTheirValues() throws {
        let script = try Command.run(["--generate-completion-script", "fish"]).output
        let lines = script.split(separator: "\n").filter { $0.hasPrefix("complete ") }
        let values = lines.filter {
            $0.contains("custom_completion ---") || $0.contains("'auto always")
        }
        #expect(values.count > 6)
        #expect(values.allSatisfy { !$0.contains(" -d '") })
        #expect(lines.contains { $0.contains("-l 'tag' -d 'Read only tags") })
    }

    @Test(arguments: CompletionShell.wanted)
    func withoutALogdirThereAreNoNames(_ shell: CompletionShell) throws {
        #expect(try shell.candidates(["scan", "--tag", ""]) == [])
        #expect(try shell.candidates(["scan", "no/such/logdir", "--run", ""]) == [])
        #expect(try shell.candidates(["scan", "/dev/zero", "--tag", ""]) == [])
    }

    @Test(arguments: CompletionShell.wanted)
    func runsAreThoseOfTheLogdir(_ shell: CompletionShell) throws {
        let file = RecordBytes.file([EventBytes.scalar("loss", 1, step: 1)])
        let logdir = try ScratchDirectory([
            "tfevents": file, "first/tfevents": file, "deep/er/tfevents": file, "none/file": file,
            "data/train.tfrecord": [], "debug/tfdbg_events.1.metadata": [],
        ])
        try logdir.link("linked", to: "first")
        let line = ["scan", logdir.path.string, "--run", ""]
        // fish offers what begins with a dot only after a dot.
        let found = try shell.candidates(line).filter { $0 != "." }
        #expect(found == ["data/train.tfrecord", "debug", "deep/er", "first"])
    }

    /// What a stranger's file holds reaches no shell.
    @Test(arguments: CompletionShell.wanted)
    func hostileTagsAreLeftOut(_ shell: CompletionShell) throws {
        let scratch = try ScratchDirectory()
        let mark = scratch.path("mark").string
        let commands = ["$(touch \(mark))", "`touch \(mark)`", "a\ntouch \(mark)", "a;\(mark)"]
        let odd = [
            "'", "\"", "a b'c", "~root", "-x", "*", "[a]", "a\\b", "{a,b}", "a\tb", "\u{1b}[0m",
        ]
        let plain = ["loss/train", "grad norm", "Größe", "loss:0", "acc@5,top", "損失"]
        let events = (commands + odd + plain).map { EventBytes.scalar($0, 1, step: 1) }
        try scratch.write(RecordBytes.file(events), to: "tfevents")
        let found = try shell.candidates(["scan", scratch.path.string, "--tag", ""])
        // zsh escapes what it inserts.
        #expect(found.map { $0.replacing("\\", with: "") }.sorted() == plain.sorted())
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test(arguments: [
        (#"a\ b"#, "a b"), (#"'a b'"#, "a b"), (#""a b"#, "a b"), (#"'a\b'"#, #"a\b"#),
        (#""it's""#, "it's"), (#"a\"#, "a"), ("$HOME/a", "$HOME/a"), ("", ""),
    ])
    func quotesAreRemoved(word: String, text: String) {
        #expect(TypedPaths.unquoted(word) == text)
    }

    @Test func onlyTheBeginningOfAFileIsRead() throws {
        let path = try ScratchDirectory(["file": [UInt8](repeating: 7, count: 100)])
        let source = try FileSource(opening: path.path("file"))
        let bounded = BoundedSource(source, byteCount: 10, deadline: .infinity)
        let late = BoundedSource(source, byteCount: 10, deadline: -1)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try late.read(into: buffer) == 0)
        #expect(try bounded.read(into: buffer) == 10)
        #expect(try bounded.read(into: buffer) == 0)
        withExtendedLifetime(path) {}
    }

    /// The tags of values that are streamed, since they are too large for the buffer, too.
    @Test func largeTensorsHaveTags() throws {
        let floats = [Float](repeating: 1, count: 1 << 20)
        let shape = [Int64(floats.count)]
        let logdir = try ScratchDirectory([
            "tfevents": RecordBytes.file([
                EventBytes.event(
                    EventBytes.scalar("small", 1),
                    EventBytes.tensor("large", floats: floats, shape: shape)
                ),
                EventBytes.event(EventBytes.tensor("second", floats: floats, shape: shape)),
                EventBytes.scalar("last", 1, step: 2),
            ])
        ])
        let names = LogdirNames([logdir.path], includingTags: true)
        #expect(names.tags == ["small", "large", "second", "last"])
    }

    /// A command line, and what is offered for its last word.
    struct Case: CustomTestStringConvertible, Sendable {
        let line: [String]
        let candidates: [String]

        init(_ line: [String], _ candidates: [String]) {
            self.line = line
            self.candidates = candidates
        }

        var testDescription: String { line.joined(separator: " ") }
    }
}
