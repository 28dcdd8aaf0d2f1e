import Foundation
import TestSupport

/// Runs what tests need of a shell.
enum Shell {
    struct Failure: Error {
        let status: Int32
    }

    /// Runs a script with `$1`, `$2`, … and waits for its end.
    static func run(_ script: String, _ arguments: [String]) throws {
        let process = Process()
        process.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script, "bash"] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus)
        }
    }
}
