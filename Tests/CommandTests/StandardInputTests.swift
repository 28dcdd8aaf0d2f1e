import Foundation
import SystemPackage
import TestSupport
import Testing

/// `-` is a stream on standard input.
struct StandardInputTests {
    private let directory: ScratchDirectory
    private let file: String

    init() throws {
        directory = try ScratchDirectory([
            "bad": RecordBytes.file([
                EventBytes.version(), EventBytes.scalar("loss", 0.5, step: 1),
                EventBytes.scalar("loss", .nan, step: 2),
            ])
        ])
        file = directory.path("bad").string
    }

    private func shell(_ line: String) throws -> Command.Outcome {
        try Command.shell(line, arguments: [file])
    }

    @Test func aFileIsRead() throws {
        let outcome = try shell(#""$tfevents" scan - < "$1""#)
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("standard input  BROKEN at step 2: loss"))
    }

    /// Bytes that come in pieces, each only after the one before was read.
    @Test func aSlowPipeIsReadToItsEnd() throws {
        let bytes = try ScratchFile.contents(of: directory.path("bad"))
        let input = try InputPipe()
        let running = try RunningCommand(["scan", "-"], input: input.pipe)
        for piece in [bytes[..<5], bytes[5..<35], bytes[35...]] {
            try input.write(piece)
            try running.wait(for: "the tool to read its input") { input.isEmpty }
        }
        try input.close()
        let outcome = running.finish()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("3 records"))
    }

    @Test func aCompressedPipeIsRead() throws {
        let outcome = try shell(#"gzip < "$1" | "$tfevents" scan -"#)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("3 records"))
    }

    /// What a program that failed has written.
    @Test(arguments: ["scan -", "explain -", "scan -q -", "scan /dev/null", "explain /dev/null"])
    func anEmptyStreamIs66(command: String) throws {
        let outcome = try shell(#": | "$tfevents" \#(command)"#)
        #expect(outcome.status == 66)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(": empty;"))
        #expect(try shell(#": | "$tfevents" \#(command) --allow-empty"#).status == 0)
        // What else there is, is read.
        let clean = Fixtures.path("clean")
        #expect(try shell(#": | "$tfevents" \#(command) \#(clean)"#).status == 66)
    }

    /// What broke in a pipe is told as of the file.
    @Test(arguments: [
        #"cat "$1" | "$tfevents" scan -"#, #"gzip < "$1" | "$tfevents" scan -"#,
        #""$tfevents" scan - < "$1""#,
        #"mkfifo "$1.p" && cat "$1" > "$1.p" & "$tfevents" scan "$1.p""#,
    ])
    func aStreamHasItsStory(line: String) throws {
        let line = line.replacingOccurrences(
            of: "& ",
            with: "& until test -p \"$1.p\"; do :; done; "
        )
        for rule in ["broken", "nonfinite"] {
            let outcome = try shell("\(line) --fail-on \(rule)")
            #expect(outcome.status == 1, "\(outcome.errors)")
            #expect(outcome.output.contains("BROKEN at step 2: loss"), "\(outcome.output)")
        }
    }

    @Test func whatIsFiniteAgainIsNoFailureInAPipe() throws {
        let healed = try ScratchDirectory([
            "healed": RecordBytes.file([
                EventBytes.version(), EventBytes.scalar("loss", .nan, step: 1),
                EventBytes.scalar("loss", 0.5, step: 2), EventBytes.scalar("loss", 0.4, step: 3),
            ])
        ])
        let path = healed.path("healed").string
        let command = #"cat "$1" | "$tfevents" scan --fail-on broken -"#
        #expect(try Command.shell(command, arguments: [path]).status == 0)
        // What cannot be read again may have broken.
        let blind = #"cat "$1" | TMPDIR=/nonexistent "$tfevents" scan --fail-on broken -"#
        let outcome = try Command.shell(blind, arguments: [path])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("whether training broke is not judged"))
    }

    @Test(arguments: ["scan", "explain"])
    func textIsCalledText(command: String) throws {
        let outcome = try shell(#"echo hello, world | "$tfevents" \#(command) -"#)
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("standard input: text, not an event file"))
    }

    @Test func unreadableInputIsDamage() throws {
        #expect(try shell(#""$tfevents" scan - < /"#).status == 2)
        #expect(try shell(#""$tfevents" scan - <&-"#).status == 2)
    }

    @Test func standardInputIsReadAlongWithPaths() throws {
        let outcome = try shell(#""$tfevents" scan "$1" - < "$1""#)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("2 runs"))
    }

    /// A closed standard output must not become the file that is read.
    @Test func aClosedOutputIsAnError() throws {
        let outcome = try shell(#""$tfevents" scan "$1" >&-"#)
        #expect(outcome.status == 74)
        #expect(outcome.errors.contains("cannot write"))
    }
}
