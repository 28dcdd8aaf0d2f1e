import Foundation
import Testing

/// Expected pictures of terminals, kept in `Snapshots/`.
///
/// With `RECORD_SNAPSHOTS` in the environment they are written again, and the test fails so that
/// nobody forgets to look at them.
enum Snapshot {
    static func expect(_ text: String, matches name: String) throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Snapshots/\(name)").standardized
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try Data(text.utf8).write(to: url)
            Issue.record("recorded \(name); look at it, then test without RECORD_SNAPSHOTS")
            return
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        #expect(text == expected, "\(name) is not as recorded")
    }
}
