internal import Foundation
package import SystemPackage

/// An event file that some other program wrote.
package struct EventFile: Sendable, CustomStringConvertible {
    package let path: FilePath
    /// The path below the directory it was found in.
    package let name: String

    package var description: String { name }

    /// The files of `Tests/Fixtures` whose names say that they hold events.
    package static let fixtures = files(below: Fixtures.directory) { $0.contains("tfevents") }

    /// The files of the corpus that `TRUTH.tsv` names.
    package static let corpus = TruthRow.all.map(\.file)

    private static func files(
        below directory: FilePath,
        where isWanted: (String) -> Bool
    ) -> [EventFile] {
        let names = FileManager.default.enumerator(atPath: directory.string) ?? .init()
        return names.compactMap { $0 as? String }
            .filter { isWanted(String($0.split(separator: "/").last ?? "")) }
            .map { EventFile(path: directory.pushing(FilePath($0)), name: $0) }
            .filter { file in
                var isDirectory: ObjCBool = false
                return FileManager.default.fileExists(
                    atPath: file.path.string,
                    isDirectory: &isDirectory
                ) && !isDirectory.boolValue
            }
            .sorted { $0.name < $1.name }
    }
}

/// What TensorBoard's own reader says of a file of the corpus.
package struct TruthRow: Sendable, CustomStringConvertible {
    package let file: EventFile
    private let columns: [String: String]

    package var description: String { file.name }

    package var isEventFile: Bool { self["is_event_file"] == "1" }
    /// Whole, valid records from the start.
    package var recordCount: Int { Int(self["records_ok"]) ?? -1 }
    /// `ok`, or how the file breaks off.
    package var endStatus: String { self["end_status"] }

    package subscript(column: String) -> String { columns[column, default: ""] }

    /// A column such as `{""summary"": 3}`.
    package func counts(_ column: String) -> [String: Int] {
        let pairs = self[column].filter { !"{}\" ".contains($0) }.split(separator: ",")
        return Dictionary(
            uniqueKeysWithValues: pairs.compactMap { pair in
                let colon = pair.lastIndex(of: ":") ?? pair.startIndex
                return (String(pair[..<colon]), Int(pair[colon...].dropFirst()) ?? -1)
            }
        )
    }

    /// The whole table, empty where there is no corpus.
    package static let all: [TruthRow] = {
        guard let corpus = Fixtures.corpus,
            let bytes = try? ScratchFile.contents(of: corpus.appending("TRUTH.tsv"))
        else { return [] }
        let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        guard let names = rows.first else { return [] }
        return rows.dropFirst().map { row in
            TruthRow(
                file: EventFile(path: corpus.pushing(FilePath(row[0])), name: row[0]),
                columns: Dictionary(uniqueKeysWithValues: zip(names, row))
            )
        }
    }()
}
