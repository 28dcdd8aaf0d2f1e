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

    /// Starts the tool, which reads from `input`, or else nothing, and writes its errors to
    /// `terminal`, or else to a file.
    init(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: Pipe? = nil,
        terminal: Terminal? = nil
    ) throws {
        process = try Command.prepare(arguments, environment: environment)
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = try output.makeFile()
        let screen = terminal.flatMap { FileHandle(forWritingAtPath: $0.path) }
        process.standardError = try screen ?? errors.makeFile()
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

    /// Waits until something holds that the tool does while it runs, however long that takes.
    ///
    /// A failure names what was `expected`.
    func wait(for expected: String, until condition: () throws -> Bool) throws {
        try Patience.wait(for: expected) {
            if try condition() { return true }
            guard !process.isRunning else { return false }
            // It may have come just before the end.
            if try condition() { return true }
            throw EndedEarly(expected: expected, errors: errors.text)
        }
    }

    /// The tool ended before it had done what a test waits for.
    struct EndedEarly: Error {
        let expected: String
        let errors: String
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
