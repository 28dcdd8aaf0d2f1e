import EventDecoding
import Foundation
import Synchronization
import SystemPackage
import TensorBoard
import TestSupport

/// Directories of a process are one: snippets that name theirs relatively take turns.
private let workingDirectory = Mutex(())

/// Runs a snippet where `runs/` is nobody's.
func inScratchDirectory(_ body: () throws -> Void) throws {
    let scratch = try ScratchDirectory()
    try workingDirectory.withLock { _ in
        let before = FileManager.default.currentDirectoryPath
        _ = FileManager.default.changeCurrentDirectoryPath(scratch.path.string)
        defer { _ = FileManager.default.changeCurrentDirectoryPath(before) }
        try body()
    }
}

/// Hands a writer to a snippet, and what it wrote to a check.
///
/// A warning fails it: what the documentation shows should be right.
func logging(
    _ snippet: (SummaryWriter) throws -> Void,
    _ check: ([Summary.Value]) throws -> Void
) throws {
    let scratch = try ScratchDirectory()
    let warnings = Warnings()
    var options = SummaryWriter.Options()
    options.onWarning = { warnings.append($0) }
    let writer = try SummaryWriter(logdir: scratch.path.string, options: options)
    try snippet(writer)
    try writer.close()
    if let warning = warnings.all.first { throw Oddity(description: "\(warning)") }
    try check(try values(below: scratch.path.string))
}

struct Oddity: Error, CustomStringConvertible {
    let description: String
}

final class Warnings: Sendable {
    private let warnings = Mutex<[WriterWarning]>([])

    var all: [WriterWarning] { warnings.withLock { $0 } }

    func append(_ warning: WriterWarning) { warnings.withLock { $0.append(warning) } }
}

/// All values of the event files in a directory and below it, as they follow each other.
func values(below directory: String) throws -> [Summary.Value] {
    var values: [Summary.Value] = []
    let paths =
        FileManager.default.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []
    for path in paths.sorted() where path.contains("tfevents") {
        var reader = try EventFileReader(opening: FilePath(directory + "/" + path))
        while let event = try reader.next() {
            if case .summary(let summary) = event.what { values += summary.values }
        }
        guard reader.damage.isEmpty else { throw Oddity(description: "\(path) is damaged") }
    }
    return values
}
