import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing
import Timelines

/// The story told first of small runs whose truth is known: attempts, passes, axes, writers.
@Suite struct TimelineStoryTests {
    /// What is to be said of a run; keys that are missing are not looked at.
    struct Truth: Decodable {
        var out: String?
        var step: Int64?
        var first: First?

        struct First: Decodable {
            var tag: String
            var step: Int64

            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                tag = try container.decode(String.self)
                step = try container.decode(Int64.self)
            }
        }
    }

    private static let directory = Fixtures.directory.appending("timeline")
    private static let truths: [String: Truth] = {
        var truths: [String: Truth] = [:]
        for (prefix, name) in [("", "truth.json"), ("field/", "field/truth.json")] {
            let url = URL(fileURLWithPath: directory.pushing(FilePath(name)).string)
            guard let data = try? Data(contentsOf: url),
                let own = try? JSONDecoder().decode([String: Truth].self, from: data)
            else { continue }
            for (key, truth) in own { truths[prefix + key] = truth }
        }
        return truths
    }()

    @Test func allRunsAreThere() { #expect(Self.truths.count == 79) }

    @Test(arguments: truths.keys.sorted())
    func theFirstStoryIsTheTruth(name: String) throws {
        let truth = try #require(Self.truths[name])
        let path = Self.directory.pushing(FilePath(name)).string
        let explained = try RunExplainer(options: ScanOptions(jobs: 1)).explain(path)
        let scanned = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([path])
        let story = explained.stories.first
        if let words = truth.out, let outcome = Outcome(rawValue: words) {
            #expect((story?.outcome ?? .healthy) == outcome)
        }
        let steps = [truth.step, truth.first?.step].compactMap(\.self)
        for step in steps {
            let told = try #require(story).step
            // The truth unwraps a counter of 32 bits; the story has the step of the file.
            #expect(told == step || (step - told) % (1 << 32) == 0)
        }
        if let tag = truth.first?.tag { #expect(story?.tag == tag) }
        // A scan says the same, with fewer words.
        #expect(scanned.origin.first?.step == story?.step)
        #expect(scanned.origin.first?.tag == story?.tag)
        #expect(scanned.origin.first?.outcome == story?.outcome)
        #expect(scanned.origin.first?.direction == story?.direction)
    }
}

/// Runs of real frameworks, each with what may be said of it.
@Suite struct DiagnosisTests {
    struct Truth: Decodable {
        var step: Int64?
        var direction: String
        var tags: [String]?
        var cause: String?
        var acceptDirections: [String]?
        var acceptCauses: [String]?
        var acceptSteps: [Int64]?
    }

    private static let directory = Fixtures.directory.appending("diagnosis")
    private static let truths: [String: Truth] = {
        let url = URL(fileURLWithPath: directory.appending("truth.json").string)
        guard let data = try? Data(contentsOf: url) else { return [:] }
        return (try? JSONDecoder().decode([String: Truth].self, from: data)) ?? [:]
    }()

    @Test func allRunsAreThere() { #expect(Self.truths.count == 37) }

    @Test(arguments: truths.keys.sorted())
    func nothingFalseIsSaid(name: String) throws {
        let truth = try #require(Self.truths[name])
        let path = Self.directory.appending(name).string
        let stories = try RunExplainer(options: ScanOptions(jobs: 1)).explain(path).stories
        switch truth.direction {
        case "none": #expect(stories.allSatisfy { $0.harmless != nil })
        case "harmless":
            let story = try #require(stories.first)
            #expect(
                story.harmless != nil || [.undefinedMeasure, .recovered].contains(story.outcome)
            )
        default: try expectStory(stories.first, truth)
        }
    }

    private func expectStory(_ found: Explanation.Story?, _ truth: Truth) throws {
        let story = try #require(found)
        #expect(story.harmless == nil)
        let steps = [truth.step].compactMap(\.self) + (truth.acceptSteps ?? [])
        if !steps.isEmpty { #expect(steps.contains(story.step)) }
        if let tags = truth.tags, !tags.isEmpty {
            // Where the log shows no order, that is said.
            let isOpen = story.evidence.contains { $0.contains("is not known") }
            #expect(tags.contains(story.tag) || isOpen, "\(story.tag)")
        }
        var directions = Set([truth.direction] + (truth.acceptDirections ?? []))
        // Where only the loss was logged, these are the same.
        if directions.contains("loss") { directions.formUnion(["forward", "unknown"]) }
        #expect(directions.contains(story.direction.rawValue), "\(story.direction)")
        // A cause that is only possible is no claim.
        let causes = Set([truth.cause].compactMap(\.self) + (truth.acceptCauses ?? []))
        for cause in story.causes.prefix(1) where cause.strength != .possible {
            #expect(causes.contains(cause.kind.rawValue), "\(cause.title)")
        }
    }
}
