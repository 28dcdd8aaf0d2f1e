import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing

/// JSON output and its schemas, as the Python package jsonschema sees them.
@Suite(.enabled(if: Peers.areWanted, Peers.hint), .serialized)
struct SchemaInteropTests {
    private static let schemas = FilePath(Fixtures.packageDirectory)
        .pushing("Sources/EventInspector/EventInspector.docc/Resources").string

    @Test func realOutputMatchesTheSchemas() throws {
        let scratch = try ScratchDirectory()
        for name in ["demo", "damaged", "datasets", "failures", "tfdbg", "torch"] {
            let path = Fixtures.directory.appending(name).string
            let options = ScanOptions(jobs: 1)
            let report = try LogdirScanner(options: options).scan([path])
            let explanation = try RunExplainer(options: options).explain(path)
            try scratch.write(Array(JSONFormat().text(of: report).utf8), to: "\(name).json")
            try scratch.write(Array(JSONLinesFormat().text(of: report).utf8), to: "\(name).jsonl")
            try scratch.write(
                Array(ExplanationJSON().text(of: explanation).utf8),
                to: "\(name).explain.json"
            )
        }
        let outcome = try Peers.run("check_schemas.py", Self.schemas, scratch.path.string)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains(" 0 errors"))
    }

    @Test func deviatingOutputIsNoticed() throws {
        let scratch = try ScratchDirectory(["odd.json": Array(#"{"version": 2}"#.utf8)])
        let outcome = try Peers.run("check_schemas.py", Self.schemas, scratch.path.string)
        #expect(outcome.status == 1, "\(outcome.output)")
    }
}
