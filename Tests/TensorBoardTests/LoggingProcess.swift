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

    /// Waits for its end, which may not come: whoever waits for its output may then wait for ever.
    ///
    /// - Returns: Its status.
    func finishUnread() throws -> Int32 {
        do {
            try Patience.wait(for: "the end of a process") { !process.isRunning }
        } catch {
            kill()
            throw error
        }
        return waitForEnd().status
    }

    /// Waits for the first lines that it prints.
    func lines(_ count: Int) throws -> [String] {
        var bytes = Data()
        let descriptor = output.fileHandleForReading.fileDescriptor
        while bytes.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            try Patience.wait(for: "line \(count) of a process's output") {
                var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                return poll(&state, 1, 0) > 0
            }
            // One byte at a time: whatever comes after these lines is read later.
            guard let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty
            else { throw Ended() }
            bytes += byte
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Waits for something that it does while it runs.
    func wait(for expected: String, until condition: () throws -> Bool) throws {
        try Patience.wait(for: expected) {
            if try condition() { return true }
            guard process.isRunning else { throw Ended() }
            return false
        }
    }

    /// A process that ended before it had done what it should.
    struct Ended: Error {}

    /// Takes a little of what it prints, and then no more.
    func closeOutput(after count: Int) throws {
        _ = try output.fileHandleForReading.read(upToCount: count)
        try output.fileHandleForReading.close()
    }

    /// Ends it as a crash of the machine's memory manager would.
    func kill() { send(SIGKILL) }

    func send(_ signal: Int32) { _ = Foundation.kill(process.processIdentifier, signal) }
}
