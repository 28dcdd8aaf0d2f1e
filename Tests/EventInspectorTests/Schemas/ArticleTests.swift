import Foundation
import SystemPackage
import TestSupport
import Testing

/// The article on the JSON lists what the schemas list, which is all that is printed.
@Suite struct ArticleTests {
    private static let article = Result {
        let path = Schemas.catalog.appending("JSONReport.md").string
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test(arguments: [Schemas.report, Schemas.line, Schemas.explanation])
    func everyObjectHasARowWithItsKeys(_ schema: String) throws {
        let rows = Self.rows(of: try Self.article.get())
        for (object, keys) in try Self.objects(of: schema) {
            // A line has the keys of an object of the report, and this one.
            let keys = keys.subtracting(["type"])
            if keys.isEmpty { continue }
            let row = try #require(rows[object], "no row for \(object)")
            #expect(keys.subtracting(row).sorted() == [], "not in the row of \(object)")
            #expect(row.subtracting(keys).sorted() == [], "only in the row of \(object)")
        }
    }

    @Test func everyTypeOfLineIsNamed() throws {
        let article = try Self.article.get()
        let types = try Self.objects(of: Schemas.line).map(\.key)
        #expect(types.count == 8)
        #expect(types.filter { !article.contains("`\($0)`") } == [])
    }

    /// The rows of the tables whose first cell begins with code, by that code.
    private static func rows(of article: String) -> [String: Set<String>] {
        var rows: [String: Set<String>] = [:]
        for line in article.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: " | ", maxSplits: 1)
            guard cells.count == 2, let name = code(in: cells[0]).first else { continue }
            rows[name] = Set(code(in: cells[1]))
        }
        return rows
    }

    private static func code(in cell: Substring) -> [String] {
        cell.matches(of: /`([^`]+)`/).map { String($0.1) }
    }

    /// The keys of each object in a schema, by the name of its definition or property.
    private static func objects(of schema: String) throws -> [String: Set<String>] {
        let path = Schemas.catalog.appending("Resources").appending(schema).string
        let document = try JSONDocument(try String(contentsOfFile: path, encoding: .utf8))
        let name = schema == Schemas.explanation ? "explanation" : "report"
        var objects: [String: Set<String>] = [:]
        collect(document, named: name, into: &objects)
        return objects
    }

    private static func collect(
        _ schema: JSONDocument,
        named name: String,
        into objects: inout [String: Set<String>]
    ) {
        if case .object(let properties) = schema["properties"] {
            objects[name] = Set(properties.keys)
            for (key, property) in properties { collect(property, named: key, into: &objects) }
        }
        if case .object(let definitions) = schema["$defs"] {
            for (key, definition) in definitions { collect(definition, named: key, into: &objects) }
        }
        if let items = schema["items"] { collect(items, named: name, into: &objects) }
    }
}
