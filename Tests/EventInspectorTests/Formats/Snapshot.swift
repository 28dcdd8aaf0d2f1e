import Foundation
import SystemPackage
import TestSupport
import Testing

/// Expected output, kept in `Snapshots/` beside the tests.
///
/// With `RECORD_SNAPSHOTS` in the environment it is written anew, and the test fails so that nobody
/// forgets to look at it.
enum Snapshot {
    static func expect(_ text: String, matches name: String) throws {
        let url = URL(fileURLWithPath: Fixtures.testsDirectory.string)
            .appendingPathComponent("EventInspectorTests/Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try Data(text.utf8).write(to: url)
            Issue.record("recorded \(name); look at it, then test without RECORD_SNAPSHOTS")
            return
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        #expect(text == expected, "\(name) is not as recorded")
    }
}
