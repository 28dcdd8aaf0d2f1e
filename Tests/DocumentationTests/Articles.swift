import Foundation
import SystemPackage
import TestSupport
import Testing

/// A piece of prose whose code is held to be true.
struct Article: CustomTestStringConvertible {
    /// Its path from the top of the checkout.
    let name: String
    let text: String

    var testDescription: String { name }

    /// README.md, what GitHub shows, and the articles of the DocC catalogs.
    static let all: [Article] = {
        let root = FilePath(Fixtures.packageDirectory)
        let paths = ["README.md"] + files(below: ".github") + files(below: "Sources")
        return paths.filter { $0.hasSuffix(".md") }.compactMap { path in
            (try? String(contentsOfFile: root.pushing(FilePath(path)).string, encoding: .utf8))
                .map { Article(name: path, text: $0) }
        }
    }()

    /// The articles of one module's DocC catalog.
    static func articles(of module: String) -> [Article] {
        all.filter { $0.name.hasPrefix("Sources/\(module)/\(module).docc/") }
    }

    private static func files(below directory: String) -> [String] {
        let root = FilePath(Fixtures.packageDirectory).pushing(FilePath(directory))
        let names = FileManager.default.enumerator(atPath: root.string)
        return (names?.compactMap { $0 as? String } ?? []).sorted().map { directory + "/" + $0 }
    }

    /// The blocks of Swift code.
    var swiftBlocks: [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = block {
                if line == "```" {
                    blocks.append(lines.joined(separator: "\n"))
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
    /// What this directory's files say, but for how they are broken into lines.
    static let files: [String] = {
        let directory = URL(filePath: Fixtures.testsDirectory.string)
            .appending(path: "DocumentationTests")
        let urls = try? FileManager.default.contentsOfDirectory(
            at: directory,
            includingPropertiesForKeys: nil
        )
        return (urls ?? []).filter { $0.pathExtension == "swift" }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
            .map(compact)
    }()

    /// Whether some file has this code in one piece, indented and wrapped in whatever way.
    static func contains(_ code: String) -> Bool {
        let code = compact(code)
        return files.contains { $0.contains(code) }
    }

    /// Code without imports, and without what a formatter decides.
    ///
    /// Stand-ins are of these tests, so that a conformance of theirs is neither retroactive nor
    /// public.
    private static func compact(_ code: String) -> String {
        code.split(separator: "\n").filter { !$0.hasPrefix("import ") }.joined()
            .replacing("@retroactive ", with: "")
            .replacing("public ", with: "")
            .filter { $0 != " " }
            .replacing(",]", with: "]")
    }
}
