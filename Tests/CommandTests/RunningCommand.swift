import Foundation
import SystemPackage
import TestSupport

/// A `tfevents` that is watched while it runs.
///
/// Its output goes to files, so that neither side ever waits for the other.
final class RunningCommand {
    private let process: Process
    private let output = ScratchPath()
    private let errors = ScratchPath()

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process = try Command.prepare(arguments, environment: environment)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try output.makeFile()
        process.standardError = try errors.makeFile()
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    var identifier: Int32 { process.processIdentifier }

    var isRunning: Bool { process.isRunning }

    /// What it has written to standard output so far.
    var outputSoFar: String { output.text }

    /// Sends what Ctrl-C does.
    func interrupt() { process.interrupt() }

    /// Waits for its end.
    func finish() -> Command.Outcome {
        process.waitUntilExit()
        return Command.Outcome(
            status: process.terminationStatus,
            output: output.text,
            errors: errors.text
        )
    }

    /// Waits until something holds.
    ///
    /// - Returns: Whether it held within half a minute, and while the tool was running.
    func wait(until condition: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<600 {
            if try condition() { return true }
            if !process.isRunning { return try condition() }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return false
    }
}

/// A file for a process to write to.
private final class ScratchPath {
    private let path = ScratchFile.unusedPath()

    deinit { ScratchFile.remove(path) }

    func makeFile() throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path.string))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path.string))
    }

    var text: String {
        String(decoding: (try? ScratchFile.contents(of: path)) ?? [], as: UTF8.self)
    }
}
