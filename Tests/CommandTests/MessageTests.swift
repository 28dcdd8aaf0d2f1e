import Foundation
import SystemPackage
import TestSupport
import Testing

/// Every message of the tool, as `Snapshots/messages.txt` shows it.
struct MessageTests {
    @Test func everyMessageIsAsRecorded() throws {
        let url = URL(fileURLWithPath: Fixtures.testsDirectory.string)
            .appendingPathComponent("CommandTests/Snapshots/messages.txt")
        let recorded = try String(contentsOf: url, encoding: .utf8)
        let session = try Session()
        var played = ""
        for line in recorded.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                played += "\(line)\n" + (try session.output(of: String(line.dropFirst(2))))
            } else if line.isEmpty, !played.hasSuffix("\n\n") {
                played += "\n"
            } else if line.hasPrefix("# ") {
                played += "\(line)\n"
            }
        }
        while played.hasSuffix("\n\n") { played.removeLast() }
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try Data(played.utf8).write(to: url)
            Issue.record("recorded messages.txt; look at it, then test without RECORD_SNAPSHOTS")
            return
        }
        // A line each, so that a difference is seen among hundreds.
        let pairs = zip(played.split(separator: "\n"), recorded.split(separator: "\n"))
        for (line, expected) in pairs { try #require(line == expected) }
        #expect(played == recorded)
    }
}

/// A directory in which a shell runs one command after the other.
private struct Session {
    private let directory: ScratchDirectory

    init() throws {
        directory = try ScratchDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("fixtures").string,
            withDestinationPath: Fixtures.root
        )
    }

    /// What a command prints, and its status unless it is 0.
    func output(of line: String) throws -> String {
        let outcome = try Command.shell(
            """
            cd "$1" && tfevents() { "$tfevents" "$@"; } && exec 2>&1
            eval "$2"
            """,
            arguments: [directory.path.string, line]
        )
        let status = outcome.status == 0 ? "" : "[\(outcome.status)]\n"
        return outcome.output + status
    }
}
