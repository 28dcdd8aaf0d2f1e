import Foundation
import Testing

@testable import TagRoles

/// Tags with their roles, one a line, from a table in `Tables`.
///
/// `first.tsv` to `fourth.tsv` are names of public frameworks, each with the repository and the
/// file in which it was seen; `misread.tsv` are names that were once misread, with values and other
/// tags of the run. A role is a name of rules files, perhaps with a statistic; commas separate
/// several that are right.
struct RoleTable {
    struct Row: Sendable, CustomStringConvertible {
        var tag: RunTag
        /// Other tags of the same run.
        var others: [RunTag] = []
        /// The roles that are right, each with a statistic if that matters.
        var roles: [(role: TagRole, statistic: String?)]
        var leastStrength: RoleStrength
        /// The layer to name; nil if it does not matter.
        var layer: String?

        var description: String { tag.name }

        /// What is wrong with a role; nil if it is right.
        func complaint(about judged: JudgedRole) -> String? {
            let isRight = roles.contains {
                $0.role == judged.role
                    && $0.statistic ?? "\(judged.statistic)" == "\(judged.statistic)"
            }
            let got = "\(judged.role) of \(judged.statistic), \(judged.strength): \(judged.reason)"
            if !isRight { return "\(tag.name) is not \(got)" }
            if judged.strength < leastStrength { return "\(tag.name) is surer than \(got)" }
            if let layer, layer != judged.layer {
                return "\(tag.name) is of the layer '\(layer)', not of '\(judged.layer)'"
            }
            return nil
        }
    }

    struct Malformed: Error { var line: String }

    var rows: [Row] = []

    init(_ name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Tables")
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let columns = lines.first ?? []
        for line in lines.dropFirst() {
            guard line.count == columns.count else { throw Malformed(line: "\(line)") }
            rows.append(try Self.row(Dictionary(uniqueKeysWithValues: zip(columns, line))))
        }
    }

    private static func row(_ fields: [String: String]) throws -> Row {
        guard let name = fields["tag"], let kind = fields["kind"].flatMap(kind(of:)),
            let roles = fields["role"], let strength = fields["strength"],
            let least = RoleStrength.allCases.first(where: { "\($0)" == strength })
        else { throw Malformed(line: "\(fields)") }
        let values = fields["values", default: ""].split(separator: " ").compactMap { Double($0) }
        return Row(
            tag: RunTag(name, kind, facts: values.isEmpty ? nil : ValueFacts(values)),
            others: fields["others", default: ""].split(separator: " ").map {
                RunTag(String($0), .scalar)
            },
            roles: try roles.split(separator: ",").map { role in
                let parts = role.split(separator: " ").map(String.init)
                guard let known = TagRole(rawValue: parts[0]) else { throw Malformed(line: roles) }
                return (known, parts.count > 1 ? parts[1] : nil)
            },
            leastStrength: least,
            layer: fields["layer"]
        )
    }

    private static func kind(of letter: String) -> RunTag.Kind? {
        switch letter {
        case "s": .scalar
        case "h": .histogram
        case "t": .tensor
        default: nil
        }
    }
}
