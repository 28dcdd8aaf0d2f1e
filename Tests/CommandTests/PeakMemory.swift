import Foundation
import SystemPackage
import TestSupport

/// The most memory that a scan ever holds, as Linux tells it while the process is alive.
///
/// The last paths are named pipes, one for each job: once the tool has opened them all, everything
/// before them was read, and the process waits.
enum PeakMemory {
    struct Measurement {
        /// Peak of resident memory in bytes; see `VmHWM` in proc(5).
        let byteCount: Int
        let outcome: Command.Outcome
    }

    struct Unknown: Error {}

    /// Scans a path.
    static func ofScanning(_ path: FilePath, jobs: Int = 1) throws -> Measurement {
        let directory = try ScratchDirectory()
        let pipes = (0..<jobs).map { directory.path("pipe\($0)") }
        for pipe in pipes {
            guard pipe.withPlatformString({ mkfifo($0, 0o600) }) == 0 else { throw Unknown() }
        }
        let running = try RunningCommand(
            ["scan", "--allow-empty", "--jobs", "\(jobs)", path.string] + pipes.map(\.string)
        )
        var writers: [FileDescriptor] = []
        for pipe in pipes {
            // A pipe that nobody reads yet cannot be opened.
            try running.wait(for: "the tool to open \(pipe)") {
                let writer = try? FileDescriptor.open(pipe, .writeOnly, options: .nonBlocking)
                writers += [writer].compactMap(\.self)
                return writer != nil
            }
        }
        let status = try? String(
            contentsOfFile: "/proc/\(running.identifier)/status",
            encoding: .utf8
        )
        for writer in writers { try writer.close() }
        let outcome = running.finish()
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        guard words.count == 3, let kilobytes = Int(words[1]) else { throw Unknown() }
        return Measurement(byteCount: kilobytes * 1_024, outcome: outcome)
    }
}
