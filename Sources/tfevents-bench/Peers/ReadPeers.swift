import Foundation
import SystemPackage

/// Other programs that read event files, timed by a script beside this file.
struct ReadPeers {
    /// Those that are installed, the fastest first.
    let names: [String]
    /// Those that are not.
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

    /// How often a peer is measured; those that take many seconds need no second look.
    func rounds(of name: String) -> Int {
        name.hasPrefix("data-server") || name == "tf_record_iterator" ? 3 : 1
    }

    /// What came of letting a peer read.
    enum Outcome {
        case seconds(Double)
        case notInTime
        case cannotRead
        /// It keeps all that it reads, which would not fit.
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
