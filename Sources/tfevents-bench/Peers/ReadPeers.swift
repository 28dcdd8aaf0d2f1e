import Foundation
import SystemPackage

/// Other programs that read event files, timed by a script next to this file.
struct ReadPeers {
    /// The installed ones, the fastest first.
    let names: [String]
    /// The missing ones.
    let missing: [String]

    private let python: String
    private let timeout: Int

    init(python: String, timeout: Int) throws {
        self.python = python
        self.timeout = timeout
        let lines = try Self.output(python, ["installed"]).split(separator: "\n").map(String.init)
        names = lines.filter { !$0.hasPrefix("-") }
        missing = lines.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) }
    }

    /// The number of measurements of a peer; one is enough for those that take many seconds.
    func rounds(of name: String) -> Int {
        name.hasPrefix("data-server") || name == "tf_record_iterator" ? 3 : 1
    }

    /// The outcome of a peer's reading.
    enum Outcome {
        case seconds(Double)
        case notInTime
        case cannotRead
        /// It keeps everything that it reads, which would not fit into memory.
        case needsTooMuchMemory
        /// It ended with an exception of this name.
        case failed(String)
    }

    /// Lets a peer read a logdir.
    func read(_ name: String, _ logdir: FilePath) throws -> Outcome {
        let answer = try Self.output(python, [name, logdir.string, "\(timeout)"])
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return switch answer {
        case "cannot": .cannotRead
        case "memory": .needsTooMuchMemory
        case _ where answer.hasPrefix("failed "): .failed(String(answer.dropFirst(7)))
        default: Double(answer).map { .seconds($0) } ?? .notInTime
        }
    }

    private static func output(_ python: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script] + arguments
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("read_peers.py").path
}
