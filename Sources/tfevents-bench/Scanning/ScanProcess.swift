import ArgumentParser
import EventInspector
import Foundation
import Platform
import SystemPackage

/// Scans in a process of its own, to measure its memory.
struct ScanProcess: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peak-memory",
        shouldDisplay: false
    )

    @Argument var logdir: String

    func run() throws {
        _ = try LogdirScanner(options: ScanOptions(jobs: 2)).scan([logdir])
        print(Clock.peakMemory)
    }

    /// The peak memory of scanning a logdir with two jobs, in bytes.
    static func peakMemory(of logdir: FilePath) throws -> Int {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["peak-memory", logdir.string]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let line = String(decoding: text, as: UTF8.self).split(separator: "\n").last ?? ""
        guard let byteCount = Int(line) else { throw CocoaError(.fileReadUnknown) }
        return byteCount
    }
}
