import Foundation
import SystemPackage
import TestSupport
import Testing

/// The progress bar, which is for people who wait at a terminal.
struct ProgressBarTests {
    /// Files of twelve megabytes, of which some come more than half a second late.
    private func scan(
        _ options: String,
        pause: String,
        to terminal: Terminal
    ) throws
        -> Command.Outcome
    {
        let floats = [Float](repeating: 1, count: 250_000)
        let event = EventBytes.event(
            EventBytes.tensor("t", floats: floats, shape: [250_000])
        )
        let file = try ScratchFile(
            RecordBytes.file([[UInt8]](repeating: event, count: 12))
        )
        return try Command.shell(
            """
            { head -c 5000000 "$1"; sleep \(pause); tail -c +5000001 "$1"; } \
                | "$tfevents" scan \(options) - 2> "$2"
            """,
            arguments: [file.path.string, terminal.path]
        )
    }

    @Test func itAppearsAfterHalfASecondAndIsWipedAway() throws {
        let terminal = try Terminal()
        let result = try scan("", pause: "0.8", to: terminal)
        let text = terminal.text()
        #expect(result.status == 0)
        #expect(text.contains("MB/s"))
        #expect(text.hasPrefix("\r\u{1b}[K"))
        #expect(text.hasSuffix("\r\u{1b}[K"))
        #expect(!result.output.contains("MB/s"))
    }

    @Test func itIsNotShownForWorkThatIsQuicklyDone() throws {
        let terminal = try Terminal()
        #expect(try scan("", pause: "0", to: terminal).status == 0)
        #expect(terminal.text() == "")
    }

    @Test(arguments: ["--no-progress", "--quiet"])
    func itCanBeTurnedOff(option: String) throws {
        let terminal = try Terminal()
        #expect(try scan(option, pause: "0.8", to: terminal).status == 0)
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
            #expect(try scan("", pause: "0.8", to: terminal).status == 0)
            let lines = terminal.text().split(separator: "\r")
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
    func coloursAreForTerminalsThatWantThem(
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
        #expect(text.contains("NON-FINITE"))
        #expect(text.contains("\u{1b}[1;31m") == isColored)
    }
}
