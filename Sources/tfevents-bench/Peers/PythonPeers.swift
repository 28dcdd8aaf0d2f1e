import Foundation

/// Python's writers, timed by a script next to this file.
struct PythonPeers {
    /// One peer's time for one workload.
    struct Result {
        let name: String
        let count: Int
        let seconds: Double
        let byteCount: Int

        /// Reads a line `name count seconds bytes`.
        init?(_ line: Substring) {
            let columns = line.split(separator: " ")
            guard columns.count == 4, let count = Int(columns[1]),
                let seconds = Double(columns[2]), let byteCount = Int(columns[3])
            else { return nil }
            name = String(columns[0])
            self.count = count
            self.seconds = seconds
            self.byteCount = byteCount
        }
    }

    private let python: String
    private let directory: String

    /// Writes the values to log to a place where the script finds them.
    init(python: String, directory: String, material: WrittenWorkload.Material) throws {
        self.python = python
        self.directory = directory
        let url = URL(fileURLWithPath: directory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let floats = material.floats.withUnsafeBytes { Data($0) }
        try floats.write(to: url.appendingPathComponent("floats.raw"))
        try Data(material.image).write(to: url.appendingPathComponent("image.raw"))
    }

    /// Lets each installed peer log one workload.
    func measure(_ workload: WrittenWorkload) throws -> [Result] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Self.script, directory, workload.rawValue]
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap(Result.init)
    }

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("write_peers.py").path
}
