import Foundation
import TestSupport

/// A piece of prose whose code is held to be true.
struct Article: CustomTestStringConvertible {
    let name: String
    let text: String

    var testDescription: String { name }

    /// README.md and the articles of the DocC catalogue.
    static let all: [Article] = {
        let root = URL(filePath: Fixtures.testsDirectory.removingLastComponent().string)
        let catalogue = root.appending(path: "Sources/TensorBoard/TensorBoard.docc")
        let articles = try? FileManager.default.contentsOfDirectory(
            at: catalogue,
            includingPropertiesForKeys: nil
        )
        return ([root.appending(path: "README.md")] + (articles ?? []))
            .filter { $0.pathExtension == "md" }
            .compactMap { url in
                (try? String(contentsOf: url, encoding: .utf8))
                    .map { Article(name: url.lastPathComponent, text: $0) }
            }
            .sorted { $0.name < $1.name }
    }()

    /// The lines of each block of Swift code.
    var swiftBlocks: [[Substring]] {
        var blocks: [[Substring]] = []
        var block: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = block {
                if line == "```" {
                    blocks.append(lines)
                    block = nil
                } else {
                    block = lines + [line]
                }
            } else if line == "```swift" {
                block = []
            }
        }
        return blocks
    }

    /// The code in the second column of tables, without what is prose.
    var tableCode: [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { line in
            line.split(separator: " | ").dropFirst().flatMap { cell in
                cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 1 }.map { String($0.element) }
            }
        }
        .filter { $0.hasPrefix("w.") || $0.hasPrefix("try ") || $0.hasPrefix("options.") }
    }
}

/// What of the tests' own source an article may quote.
enum TestSource {
    /// The lines of this directory's files, without indentation.
    static let files: [[Substring]] = {
        let directory = URL(filePath: Fixtures.testsDirectory.string)
            .appending(path: "DocumentationTests")
        let urls = try? FileManager.default.contentsOfDirectory(
            at: directory,
            includingPropertiesForKeys: nil
        )
        return (urls ?? []).filter { $0.pathExtension == "swift" }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
            .map(lines)
    }()

    /// The lines of a text that say something, without indentation and imports.
    static func lines(_ text: String) -> [Substring] {
        lines(text.split(separator: "\n"))
    }

    static func lines(_ lines: [Substring]) -> [Substring] {
        lines.map { $0.trimmingPrefix { $0 == " " } }
            .filter { !$0.isEmpty && !$0.hasPrefix("import ") }
    }

    /// Whether these lines stand one after the other in some file.
    static func contains(_ block: [Substring]) -> Bool {
        let block = lines(block)
        return files.contains { file in
            file.indices.contains { file[$0...].starts(with: block) }
        }
    }

    /// Whether a call stands in some file, however it is broken into lines.
    static func contains(call: String) -> Bool {
        let call = call.filter { $0 != " " }
        return files.contains { $0.joined().filter { $0 != " " }.contains(call) }
    }
}
