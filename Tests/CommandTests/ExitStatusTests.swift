import Foundation
import TestSupport
import Testing

@Suite struct ExitStatusTests {
    private static let cases: [([String], Int32)] = [
        (["clean"], 0), (["demo"], 1), (["damaged/no-nan-length-crc"], 2),
        (["damaged/no-nan-truncated"], 0), (["damaged/empty"], 0),
        // Findings outweigh damage.
        (["demo", "damaged/no-nan-length-crc"], 1),
    ]

    @Test(arguments: cases)
    func theStatusSaysWhatWasFound(names: [String], status: Int32) throws {
        let outcome = try Command.run(["scan"] + names.map(Fixtures.path))
        #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
    }

    @Test(arguments: [
        ["scan"], ["scan", "--format", "xml", "x"], ["scan", "--step", "9:1", "x"],
        ["scan", "--allow", "loss", "x"], ["scan", "--jobs", "0", "x"], ["scan", "-", "-"],
        ["scan", "--until-nonfinite", "x"], ["scan", "--follow", "-"], ["frobnicate"],
    ])
    func badUsageIs64(arguments: [String]) throws {
        let outcome = try Command.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("tfevents: "))
    }

    @Test func missingInputIs66() throws {
        let outcome = try Command.run(["scan", "/nonexistent/run"])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("/nonexistent/run: no such file or directory"))
    }

    @Test func logdirWithoutEventFilesIs66() throws {
        let directory = try TemporaryDirectory()
        let outcome = try Command.run(["scan", directory.url.path])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("no event file"))
    }

    @Test func quietPrintsNothing() throws {
        let outcome = try Command.run(["scan", "--quiet", Fixtures.path("demo")])
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    }

    @Test func allowedFindingsDoNotFailTheScan() throws {
        let outcome = try Command.run(["scan", "--allow", "*=nan", Fixtures.path("demo")])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("allowed"))
    }
}
