import Foundation
import SystemPackage
import TestSupport

/// What is to be said of a small run, as `truth.json` has it.
///
/// Keys that are missing are not looked at; words in place of a number say what may be claimed.
struct CaseTruth: Decodable {
    var outcome: String?
    /// The step of the break told first.
    var step: Int64?
    /// The tag and the step of the break told first.
    var first: First?
    var attempts: Words?
    var passes: Words?
    var axes: Words?
    var isConcurrent: Bool?

    private enum CodingKeys: String, CodingKey {
        case outcome = "out"
        case step
        case first
        case attempts = "att"
        case passes
        case axes
        case isConcurrent = "conc"
    }

    struct First: Decodable {
        var tag: String
        var step: Int64

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            tag = try container.decode(String.self)
            step = try container.decode(Int64.self)
        }
    }

    /// A number, or a sentence.
    enum Words: Decodable, Equatable {
        case number(Int)
        case sentence(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                let sentence = try container.decode(String.self)
                self = Int(sentence).map(Words.number) ?? .sentence(sentence)
            }
        }
    }

    static func all(in directory: FilePath) throws -> [String: CaseTruth] {
        let url = URL(fileURLWithPath: directory.appending("truth.json").string)
        return try JSONDecoder().decode([String: CaseTruth].self, from: Data(contentsOf: url))
    }
}
