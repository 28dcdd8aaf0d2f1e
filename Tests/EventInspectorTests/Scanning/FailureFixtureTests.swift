import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing

/// What one of the runs below `Tests/Fixtures/failures` is known to be.
struct ExpectedFailure: Decodable, CustomTestStringConvertible {
    var name = ""
    let style: String
    let healthy: Bool
    let harmless: Bool?
    let firstBadStep: Int64?
    let origins: [String]?
    let acceptDirections: [String]?
    let acceptCauses: [String]?

    var testDescription: String { name }

    private enum CodingKeys: CodingKey {
        case style, healthy, harmless, firstBadStep, origins, acceptDirections, acceptCauses
    }

    private struct File: Decodable {
        let runs: [String: ExpectedFailure]
    }

    /// All of them, in the order of their names.
    static let all: [ExpectedFailure] = {
        let url = URL(fileURLWithPath: Fixtures.directory.string + "/failures/expected.json")
        guard let data = try? Data(contentsOf: url),
            let file = try? JSONDecoder().decode(File.self, from: data)
        else { return [] }
        return file.runs.map { name, run in
            var run = run
            run.name = name
            return run
        }.sorted { $0.name < $1.name }
    }()
}

/// Networks that PyTorch trained until they failed, each in one of nine ways.
@Suite struct FailureFixtureTests {
    private func stories(of run: ExpectedFailure) throws -> [Explanation.Story] {
        let path = Fixtures.directory.pushing("failures").appending(run.name)
        return try RunExplainer(options: ScanOptions(jobs: 1)).explain(path.string).stories
    }

    @Test func allFixturesExist() { #expect(ExpectedFailure.all.count >= 35) }

    @Test(arguments: ExpectedFailure.all.filter { $0.healthy || $0.harmless == true })
    func aHealthyRunHasNoOrigin(run: ExpectedFailure) throws {
        #expect(try stories(of: run).allSatisfy { $0.harmless != nil })
    }

    @Test(arguments: ExpectedFailure.all.filter { !$0.healthy && $0.harmless != true })
    func theOriginIsNamed(run: ExpectedFailure) throws {
        let story = try #require(try stories(of: run).first)
        #expect(story.harmless == nil)
        #expect(story.step == run.firstBadStep)
        #expect(run.origins?.contains(story.tag) == true)
        // Of a loss alone nothing can be told, and nothing is.
        if run.style == "loss" {
            #expect(story.direction == .unknown)
        } else {
            #expect(run.acceptDirections?.contains(story.direction.rawValue) == true)
        }
        let cause = story.causes.first?.kind.rawValue ?? "unknown"
        #expect(run.acceptCauses?.contains(cause) == true)
    }
}
