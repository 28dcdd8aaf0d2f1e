import Foundation
import SystemPackage
import TestSupport

/// What `Fixtures/expected.json` says that a perfect scanner reports of one fixture.
struct ExpectedFile: Decodable, Sendable, CustomStringConvertible {
    var name = ""
    let records: Int
    let values: Int
    let findings: [Finding]
    let issues: [Issue]
    let exitCode: Int32
    /// Numbers that are not finite although every element is; reported all the same.
    let lowSeverity: [Finding]?
    /// Giving up with these is right too.
    let issuesInstead: [String]?

    var description: String { name }

    private enum CodingKeys: CodingKey {
        case records, values, findings, issues, exitCode, lowSeverity, issuesInstead
    }

    struct Finding: Decodable, Sendable {
        let tag: String
        let kind: String
        let place: String
        let firstStep: Int64
        /// Nil where the bytes allow no upper bound.
        let count: Int?
        let countIsExact: Bool?
        let occurrences: Int?
        let firstIndex: Int?
        let crcValid: Bool?
        let superseded: Bool?
        let planted: Int?
    }

    struct Issue: Decodable, Sendable {
        let kind: String
        let offset: Int
        let length: Int?
        let accept: [String]?
    }

    var path: FilePath { Fixtures.directory.pushing(FilePath(name)) }

    /// Whether it is neither an event file nor a dataset, for all its name.
    var isSomethingElse: Bool { exitCode == 65 }

    /// Whether a later file of the same run matters to what is said of this one.
    var isPartOfRun: Bool { name.hasPrefix("torch/restart/") }
}

extension ExpectedFile {
    /// All fixtures, by name.
    static let all: [ExpectedFile] = {
        struct Listing: Decodable {
            let version: Int
            let files: [String: ExpectedFile]
        }
        let path = Fixtures.directory.appending("expected.json").string
        guard let data = FileManager.default.contents(atPath: path),
            let listing = try? JSONDecoder().decode(Listing.self, from: data), listing.version == 1
        else { return [] }
        return listing.files.map { name, file in
            var file = file
            file.name = name
            return file
        }
        .sorted { $0.name < $1.name }
    }()

    static func named(_ name: String) -> ExpectedFile? { all.first { $0.name == name } }
}
