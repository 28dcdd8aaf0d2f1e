import Foundation
import SystemPackage
import TestSupport

/// A `writer-process` at work.
final class LoggingProcess {
    private let process = Process()
    private let output = Pipe()

    init(_ logdir: String, _ scenario: String) throws {
        process.executableURL = BuiltProduct.url("writer-process")
        process.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        process.arguments = [logdir, scenario]
        // A backtrace of an error that was meant takes its time, and would hold the output open.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["SWIFT_BACKTRACE": "enable=no"]
        ) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// What it printed, and how it ended.
    struct Outcome {
        let bytes: [UInt8]
        let status: Int32
        let isSignalled: Bool

        var output: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Waits for its end.
    func finish() throws -> Outcome {
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        let (status, isSignalled) = waitForEnd()
        return Outcome(bytes: Array(bytes), status: status, isSignalled: isSignalled)
    }

    /// Waits for its end, whatever it still prints.
    func waitForEnd() -> (status: Int32, isSignalled: Bool) {
        process.waitUntilExit()
        return (process.terminationStatus, process.terminationReason == .uncaughtSignal)
    }

    /// Waits for its end, and no longer than that.
    ///
    /// - Returns: Its status; nil where it had to be killed.
    func waitForEnd(within limit: Duration) -> Int32? {
        let end = ContinuousClock.now + limit
        while process.isRunning, ContinuousClock.now < end { usleep(10_000) }
        guard !process.isRunning else {
            kill()
            return nil
        }
        return waitForEnd().status
    }

    /// Takes a little of what it prints, and then no more.
    func closeOutput(after count: Int) throws {
        _ = try output.fileHandleForReading.read(upToCount: count)
        try output.fileHandleForReading.close()
    }

    /// Ends it as a crash of the machine's memory manager would.
    func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
}
