import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The published schemas of all JSON output.
enum Schemas {
    static let report = "scan-report.schema.json"
    static let line = "scan-line.schema.json"
    static let explanation = "explanation.schema.json"

    static let catalog = FilePath(Fixtures.packageDirectory)
        .pushing("Sources/EventInspector/EventInspector.docc")

    private static let parsed = Result {
        let names = [report, line, explanation]
        return try JSONSchema(
            files: Dictionary(
                uniqueKeysWithValues: names.map { name in
                    let path = catalog.appending("Resources").appending(name)
                    return (name, try String(contentsOfFile: path.string, encoding: .utf8))
                }
            )
        )
    }

    static var all: JSONSchema { get throws { try parsed.get() } }

    /// Expects a report to be as the schemas say, in both of its formats.
    static func expect(
        _ report: ScanReport,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let object = try JSONDocument(JSONFormat().text(of: report))
        expect(try all.violations(of: object, against: Self.report), sourceLocation)
        for text in JSONLinesFormat().text(of: report).split(separator: "\n") {
            let line = try JSONDocument(String(text))
            expect(try all.violations(of: line, against: Self.line), sourceLocation)
        }
    }

    /// Expects an explanation to be as its schema says.
    static func expect(
        _ explanation: Explanation,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let object = try JSONDocument(ExplanationJSON().text(of: explanation))
        expect(try all.violations(of: object, against: Self.explanation), sourceLocation)
    }

    private static func expect(_ violations: [String], _ sourceLocation: SourceLocation) {
        guard !violations.isEmpty else { return }
        let shown = violations.prefix(5).joined(separator: "\n")
        Issue.record("\(violations.count) violations:\n\(shown)", sourceLocation: sourceLocation)
    }
}

/// A directory of `Tests/Fixtures` with event files or datasets.
struct FixtureDirectory: CustomTestStringConvertible, Sendable {
    let name: String

    var path: FilePath { Fixtures.directory.appending(name) }
    var testDescription: String { name }

    /// All of them, each with what is below it.
    static let all: [FixtureDirectory] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: Fixtures.directory.string)
        return (names ?? []).filter { name in
            let path = Fixtures.directory.appending(name).string
            let isGenerator = name == "generators" || name == "__pycache__"
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            return isDirectory.boolValue && !isGenerator
        }.sorted().map(FixtureDirectory.init)
    }()
}
