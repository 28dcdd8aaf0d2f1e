import Foundation
import SystemPackage
import TestSupport
import Testing

/// The progress bar, which is for people who wait at a terminal.
struct ProgressBarTests {
    private static let record = RecordBytes.file([
        EventBytes.event(
            EventBytes.tensor(
                "t",
                floats: [Float](repeating: 1, count: 50_000),
                shape: [50_000]
            )
        )
    ])

    /// Scans records that come one by one until something holds, however long that takes.
    private func scan(
        _ options: [String] = [],
        on terminal: Terminal,
        until condition: () -> Bool
    ) throws -> Command.Outcome {
        let input = try InputPipe()
        let running = try RunningCommand(
            ["scan"] + options + ["-"],
            input: input.pipe,
            terminal: terminal
        )
        // What has been read tells that the tool is at work.
        repeat {
            try input.write(Self.record)
            try running.wait(for: "the tool to read its input") { input.isEmpty }
        } while !condition()
        try input.close()
        return running.finish()
    }

    /// Scans until the progress bar is there.
    ///
    /// - Returns: All that was written to the terminal.
    private func scanUntilShown(
        on terminal: Terminal
    ) throws -> (outcome: Command.Outcome, text: String) {
        var text = ""
        let end = ContinuousClock.now + Patience.limit
        let outcome = try scan(on: terminal) {
            text += terminal.text()
            return !text.isEmpty || ContinuousClock.now > end
        }
        guard !text.isEmpty else { throw WaitedInVain("the progress bar") }
        return (outcome, text + terminal.text())
    }

    @Test func itAppearsAfterHalfASecondAndIsErased() throws {
        let terminal = try Terminal()
        let (outcome, text) = try scanUntilShown(on: terminal)
        #expect(outcome.status == 0)
        #expect(text.contains("MB/s"))
        #expect(text.hasPrefix("\r\u{1b}[K"))
        #expect(text.hasSuffix("\r\u{1b}[K"))
        #expect(!outcome.output.contains("MB/s"))
    }

    /// A machine may be too busy for quick work, but not all the time.
    @Test func itIsNotShownForQuickWork() throws {
        let terminal = try Terminal()
        try Patience.wait(for: "a scan that takes less than half a second") {
            let start = ContinuousClock.now
            let outcome = try scan(on: terminal) { true }
            let isQuick = ContinuousClock.now - start < .milliseconds(500)
            let text = terminal.text()
            #expect(outcome.status == 0)
            if isQuick { #expect(text == "") }
            return isQuick
        }
    }

    @Test(arguments: ["--no-progress", "--quiet"])
    func itCanBeTurnedOff(option: String) throws {
        let terminal = try Terminal()
        var end: ContinuousClock.Instant?
        // By then it would have been shown: the tool has read something, and does so again after
        // that.
        let outcome = try scan([option], on: terminal) {
            let now = ContinuousClock.now
            end = end ?? now + .milliseconds(700)
            return end.map { now > $0 } ?? false
        }
        #expect(outcome.status == 0)
        #expect(terminal.text() == "")
    }

    @Test func itFitsTheTerminal() throws {
        let terminal = try Terminal()
        for columns in [1, 30, 200] {
            let result = try Command.shell(
                #"stty columns "$2" < "$1""#,
                arguments: [terminal.path, "\(columns)"]
            )
            try #require(result.status == 0)
            let (outcome, text) = try scanUntilShown(on: terminal)
            #expect(outcome.status == 0)
            let lines = text.split(separator: "\r")
            #expect(lines.allSatisfy { $0.count < columns + "\u{1b}[K".count })
        }
    }

    /// Colours by themselves where there is a screen, and not where NO_COLOR or TERM say so.
    @Test(
        arguments: [
            ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true),
            (["TERM": "dumb"], false),
        ] as [([String: String], Bool)]
    )
    func colorsAreForTerminalsThatSupportThem(
        environment: [String: String],
        isColored: Bool
    ) throws {
        let terminal = try Terminal()
        let variables = ["TERM=xterm"] + environment.map { "\($0)=\($1)" }
        _ = try Command.shell(
            #"screen="$1"; logdir="$2"; shift 2; env "$@" "$tfevents" scan "$logdir" > "$screen""#,
            arguments: [terminal.path, Fixtures.path("demo")] + variables
        )
        let text = terminal.text()
        #expect(text.contains("BROKEN"))
        #expect(text.contains("\u{1b}[1;31m") == isColored)
    }
}
