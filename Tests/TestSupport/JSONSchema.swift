/// The part of JSON Schema, draft 2020-12, that our schemas use.
///
/// A keyword that it does not know is an error, so that none is passed over. It is stricter than
/// the draft in one way: an object may have no members but those that its schema lists. To other
/// programs the schemas allow more, since keys may be added to a version of the report; to the
/// tests a key that no schema lists is a key that nobody documented.
package struct JSONSchema: Sendable {
    private let files: [String: JSONDocument]

    /// A set of schemas that may refer to each other by their names.
    package init(files: [String: String]) throws {
        self.files = try files.mapValues { try JSONDocument($0) }
    }

    /// What in a document is not as one of the schemas says, each with its place.
    package func violations(of document: JSONDocument, against file: String) -> [String] {
        guard let schema = files[file] else { return ["there is no schema \(file)"] }
        return Check(files: files).violations(
            of: document,
            at: "$",
            against: Located(schema: schema, file: file)
        )
    }
}

/// A schema and the file that its references are relative to.
private struct Located {
    var schema: JSONDocument
    var file: String

    subscript(key: String) -> Located? {
        schema[key].map { Located(schema: $0, file: file) }
    }

    func list(_ key: String) -> [Located] {
        (schema[key]?.elements ?? []).map { Located(schema: $0, file: file) }
    }
}

private struct Check {
    let files: [String: JSONDocument]
    private let expressions = Expressions()

    init(files: [String: JSONDocument]) { self.files = files }

    private static let annotations: Set = [
        "$schema", "$id", "$defs", "$comment", "title", "description",
    ]
    private static let keywords: Set = [
        "$ref", "type", "const", "enum", "required", "properties", "items", "allOf", "anyOf",
        "oneOf", "minimum", "pattern",
    ]

    func violations(
        of document: JSONDocument,
        at place: String,
        against located: Located,
        isClosed: Bool = true
    ) -> [String] {
        guard case .object(let schema) = located.schema else {
            return ["\(place): a schema is an object"]
        }
        var found = schema.keys.filter {
            !Self.keywords.contains($0) && !Self.annotations.contains($0)
        }.map { "\(place): the keyword \($0) is not understood" }
        func add(_ isRight: Bool, _ text: @autoclosure () -> String) {
            if !isRight { found.append("\(place): \(text())") }
        }

        if let type = schema["type"] {
            let types = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
            add(types.contains { document.isOfType($0) }, "is not of type \(types)")
        }
        if let value = schema["const"] { add(document == value, "is not \(value)") }
        if let values = schema["enum"]?.elements {
            add(values.contains(document), "\(document) is not one of \(values)")
        }
        if let minimum = schema["minimum"]?.double, let number = document.double {
            add(number >= minimum, "is less than \(minimum)")
        }
        if let pattern = schema["pattern"]?.text, let text = document.text {
            let isMatch = expressions[pattern].map { text.contains($0) } ?? false
            add(isMatch, "'\(text)' does not match \(pattern)")
        }
        found += memberViolations(of: document, at: place, against: located, isClosed: isClosed)
        if let items = located["items"] {
            for (index, element) in document.elements.enumerated() {
                found += violations(of: element, at: "\(place)[\(index)]", against: items)
            }
        }
        if schema["$ref"] != nil {
            if let target = target(of: located) {
                found += violations(of: document, at: place, against: target, isClosed: false)
            } else {
                found.append("\(place): a reference leads nowhere")
            }
        }
        for part in located.list("allOf") {
            found += violations(of: document, at: place, against: part, isClosed: false)
        }
        for (key, counts) in [("anyOf", 1...Int.max), ("oneOf", 1...1)] where schema[key] != nil {
            let all = located.list(key).map { violations(of: document, at: place, against: $0) }
            if !counts.contains(all.count(where: \.isEmpty)) {
                // The alternative that fits best is likely to be the one that was meant.
                found += ["\(place): fits a wrong number of alternatives of \(key)"]
                found += all.min { $0.count < $1.count } ?? []
            }
        }
        return found
    }

    private func memberViolations(
        of document: JSONDocument,
        at place: String,
        against located: Located,
        isClosed: Bool
    ) -> [String] {
        guard case .object(let members) = document else { return [] }
        var found: [String] = []
        for key in (located.schema["required"]?.elements ?? []).compactMap(\.text)
        where members[key] == nil {
            found.append("\(place): has no \(key)")
        }
        if case .object(let properties)? = located.schema["properties"] {
            for (key, schema) in properties {
                guard let member = members[key] else { continue }
                let schema = Located(schema: schema, file: located.file)
                found += violations(of: member, at: "\(place).\(key)", against: schema)
            }
        }
        let known = isClosed ? listedKeys(of: located) : nil
        if let known, !known.isEmpty {
            for key in members.keys.sorted() where !known.contains(key) {
                found.append("\(place): \(key) is not in the schema")
            }
        }
        return found
    }

    /// The members that a schema lists, those of the schemas that it is made of included.
    private func listedKeys(of located: Located) -> Set<String> {
        var keys = Set<String>()
        if case .object(let properties)? = located.schema["properties"] {
            keys.formUnion(properties.keys)
        }
        if let target = target(of: located) { keys.formUnion(listedKeys(of: target)) }
        for part in located.list("allOf") { keys.formUnion(listedKeys(of: part)) }
        return keys
    }

    /// The schema that a reference such as `other.schema.json#/$defs/name` names.
    private func target(of located: Located) -> Located? {
        guard let reference = located.schema["$ref"]?.text else { return nil }
        let parts = reference.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let file = parts[0].isEmpty ? located.file : String(parts[0])
        guard let root = files[file] else { return nil }
        let path = parts[1].split(separator: "/")
        return path.reduce(Optional(root)) { $0?[String($1)] }
            .map { Located(schema: $0, file: file) }
    }
}

/// The regular expressions of a check, each of which is compiled once.
private final class Expressions {
    private var compiled: [String: Regex<AnyRegexOutput>] = [:]

    subscript(pattern: String) -> Regex<AnyRegexOutput>? {
        if let expression = compiled[pattern] { return expression }
        let expression = try? Regex(pattern)
        compiled[pattern] = expression
        return expression
    }
}

extension JSONDocument {
    fileprivate var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    fileprivate func isOfType(_ name: String) -> Bool {
        switch (self, name) {
        case (.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.integer, "number"),
            (.number, "number"), (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }
}
