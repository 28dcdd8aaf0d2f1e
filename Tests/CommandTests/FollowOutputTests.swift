import Foundation
import SystemPackage
import TestSupport
import Testing

/// What `--follow` prints and when it ends.
struct FollowOutputTests {
    private static let quick = ["scan", "--follow", "--interval", "0.05"]
    private static let finite = RecordBytes.file([EventBytes.scalar("loss", 0.5, step: 1)])
    private static let bad = finite + RecordBytes.file([EventBytes.scalar("loss", .nan, step: 2)])

    @Test func aNewFindingIsPrintedImmediately() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.finite])
        let marker = try LookMarker()
        let running = try RunningCommand(Self.quick + marker.arguments + [logdir.path.string])
        try marker.waitForFirstLook(of: running)
        #expect(!running.outputSoFar.contains("loss"))
        let event = EventBytes.scalar("loss", .nan, step: 7)
        try logdir.append(RecordBytes.file([event]), to: "run/tfevents")
        try running.wait(for: "the line of the finding") {
            running.outputSoFar.contains("step 7  loss  scalar\n")
        }
        #expect(running.isRunning)
        running.interrupt()
        let outcome = running.finish()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("2 findings in 2 of 2 runs"))
    }

    @Test func execRunsOnce() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.finite])
        let marks = logdir.path("marks")
        let running = try RunningCommand(
            Self.quick + [
                "--exec", "echo \"$TFEVENTS_RUN $TFEVENTS_TAG\" >> '\(marks.string)'",
                logdir.path.string,
            ]
        )
        for step in 2...4 as ClosedRange<Int64> {
            let event = EventBytes.scalar("tag \(step)", .infinity, step: step)
            try logdir.append(RecordBytes.file([event]), to: "run/tfevents")
            try running.wait(for: "tag \(step)") { running.outputSoFar.contains("tag \(step)") }
        }
        running.interrupt()
        #expect(running.finish().status == 1)
        #expect(try ScratchFile.contents(of: marks) == Array("run tag 2\n".utf8))
    }

    /// A command that fails is told of, and changes nothing.
    @Test func untilNonfiniteEndsAfterTheCommand() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.bad])
        let outcome = try RunningCommand(
            Self.quick + ["--until-nonfinite", "--exec", "exit 3", logdir.path.string]
        ).finish()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("exit status 3"))
    }

    @Test func allowedFindingsDoNotEndTheWatch() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.bad])
        let marker = try LookMarker()
        let running = try RunningCommand(
            Self.quick + ["--until-nonfinite", "--allow", "loss=nan", logdir.path.string]
                + marker.arguments
        )
        try running.wait(for: "the line of the finding") {
            running.outputSoFar.contains("loss")
        }
        try marker.waitForNextLook(of: running)
        #expect(running.outputSoFar.contains("allowed"))
        #expect(running.isRunning)
        running.interrupt()
        #expect(running.finish().status == 0)
    }

    @Test func jsonLinesAreFindingsThenTheSummary() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.bad])
        let outcome = try RunningCommand(
            Self.quick + ["--until-nonfinite", "--format", "jsonl", logdir.path.string]
        ).finish()
        let types = try outcome.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return (object as? [String: Any])?["type"] as? String
        }
        #expect(types.first == "finding")
        #expect(types.last == "summary")
    }

    /// Standard output is one object; the lines for people go beside it.
    @Test func jsonIsOneObject() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.bad])
        let outcome = try RunningCommand(
            Self.quick + ["--until-nonfinite", "--format", "json", logdir.path.string]
        ).finish()
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        #expect((object as? [String: Any])?["exitCode"] as? Int == 1)
        #expect(outcome.errors.contains("step 2"))
    }

    @Test func quietPrintsNothing() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.bad])
        let outcome = try RunningCommand(
            Self.quick + ["--until-nonfinite", "-q", logdir.path.string]
        ).finish()
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
    }

    @Test func aMissingLogdirIs66() throws {
        let outcome = try RunningCommand(Self.quick + ["/no/such/logdir"]).finish()
        #expect(outcome.status == 66)
        #expect(outcome.output == "")
    }

    /// The logdir of a run that is cleaned away takes its findings with it to no one.
    @Test func aLogdirThatDisappearsHidesNoFinding() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.bad])
        let marker = try LookMarker()
        let running = try RunningCommand(
            Self.quick + [logdir.path("run").string] + marker.arguments
        )
        try running.wait(for: "the line of the finding") {
            running.outputSoFar.contains("loss")
        }
        try logdir.remove("run")
        try marker.waitForNextLook(of: running)
        running.interrupt()
        #expect(running.finish().status == 1)
    }
}
