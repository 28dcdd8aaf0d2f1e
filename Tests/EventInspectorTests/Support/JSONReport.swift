import Foundation
import TestSupport

/// A report as a program reads it, with Foundation's parser.
struct JSONReport {
    struct NotAnObject: Error {}

    let object: [String: Any]

    init(_ text: String) throws {
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
        guard let object = parsed as? [String: Any] else { throw NotAnObject() }
        self.object = object
    }

    var findings: [[String: Any]] { list("findings") }

    func list(_ key: String) -> [[String: Any]] { object[key] as? [[String: Any]] ?? [] }

    func part(_ key: String) -> [String: Any] { object[key] as? [String: Any] ?? [:] }
}
