import Foundation

/// The checks of Python libraries, timed by a script next to this file that waits for requests.
final class CheckPeers {
    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()
    private var unread = Data()

    init(python: String) throws {
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Self.script]
        process.standardInput = questions
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        try? questions.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The seconds that each installed peer takes.
    func measure(_ workload: CheckedWorkload) throws -> [(name: String, seconds: Double)] {
        let count = workload.repetitions
        let question = "\(workload.dtype) \(workload.byteCount) \(count)\n"
        try questions.fileHandleForWriting.write(contentsOf: Data(question.utf8))
        var results: [(name: String, seconds: Double)] = []
        while let line = readLine(), !line.isEmpty {
            let columns = line.split(separator: " ")
            guard columns.count == 2, let seconds = Double(columns[1]) else { continue }
            results.append((String(columns[0]), seconds))
        }
        return results
    }

    private func readLine() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[unread.index(after: end)...])
                return line
            }
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            unread += more
        }
    }

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("check_peers.py").path
}
