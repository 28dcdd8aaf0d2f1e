import Foundation
import SystemPackage
import TestSupport
import Testing

/// Runs the built tool as a user would.
enum Command {
    /// What a run gave.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs `tfevents` with the arguments given and waits for it.
    static func run(
        _ arguments: [String],
        input: Data? = nil,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = try prepare(arguments, environment: environment)
        return try finish(process, input: input)
    }

    /// Runs a shell command line in which `$tfevents` is the tool.
    static func shell(_ line: String, arguments: [String] = []) throws -> Outcome {
        let process = try prepare([], environment: [:])
        process.environment?["tfevents"] = process.executableURL?.path
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line, "sh"] + arguments
        return try finish(process, input: nil)
    }

    /// A process that is ready to start.
    static func prepare(
        _ arguments: [String],
        environment: [String: String]
    ) throws -> Process {
        let process = Process()
        process.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        process.executableURL = executable
        process.arguments = arguments
        var variables = ProcessInfo.processInfo.environment
        variables["NO_COLOR"] = nil
        variables.merge(environment) { $1 }
        process.environment = variables
        return process
    }

    /// Starts a process, gives it its input and takes what it prints.
    static func finish(_ process: Process, input: Data?) throws -> Outcome {
        let output = Pipe()
        let errors = try temporaryFile()
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        // A file cannot fill up as a second pipe could while the first is being read.
        process.standardError = try FileHandle(forWritingTo: errors)
        let inputPipe = Pipe()
        process.standardInput = input == nil ? FileHandle.nullDevice : inputPipe
        try process.run()
        if let input {
            try inputPipe.fileHandleForWriting.write(contentsOf: input)
            try inputPipe.fileHandleForWriting.close()
        }
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }

    /// The tool, which the package manager puts beside the tests.
    private static var executable: URL? { BuiltProduct.url("tfevents") }

    private static func temporaryFile() throws -> URL {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("tfevents-\(UUID().uuidString)")
        try Data().write(to: url)
        return url
    }
}

/// A directory that is removed with the last reference to it.
final class TemporaryDirectory {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("tfevents-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of something in the directory.
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

extension Fixtures {
    /// The path of a fixture below `Tests/Fixtures`.
    static func path(_ name: String) -> String { directory.appending(name).string }

    /// The path of `Tests/Fixtures`.
    static var root: String { directory.string }
}
