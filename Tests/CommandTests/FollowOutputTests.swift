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
            running.outputSoFar.contains("step 7  loss\n")
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

    /// A resumed, healthy job must not be stopped for what it has overwritten.
    @Test func overwrittenFindingsRunNoCommandAndANewBreakDoes() throws {
        func file(_ steps: ClosedRange<Int64>, nan: Int64, time: Double) -> [UInt8] {
            RecordBytes.file(
                steps.map {
                    EventBytes.scalar(
                        "loss",
                        $0 >= nan ? .nan : 0.5,
                        step: $0,
                        wallTime: EventBytes.epoch + time + Double($0)
                    )
                }
            )
        }
        let resumed = "run/events.out.tfevents.1700000100.host.2.0"
        let logdir = try ScratchDirectory([
            "run/events.out.tfevents.1700000000.host.1.0": file(1...59, nan: 50, time: 0),
            resumed: file(40...79, nan: 100, time: 100),
        ])
        let marks = logdir.path("marks")
        let marker = try LookMarker()
        let running = try RunningCommand(
            Self.quick + [
                "--until-nonfinite", "--exec", "echo $TFEVENTS_STEP >> '\(marks.string)'",
                logdir.path.string,
            ] + marker.arguments
        )
        try marker.waitForNextLook(of: running)
        #expect(running.isRunning)
        #expect(!running.outputSoFar.contains("loss"))
        try logdir.append(file(80...89, nan: 85, time: 100), to: resumed)
        let outcome = running.finish()
        #expect(outcome.status == 1)
        #expect(try ScratchFile.contents(of: marks) == Array("85\n".utf8))
        #expect(outcome.output.contains("step 85  loss\n"))
    }

    @Test func theThirdLineOfATagSaysThatFurtherOnesAreCounted() throws {
        let events = (1...9 as ClosedRange<Int64>).map {
            EventBytes.scalar("loss", [2, 4, 5, 8].contains($0) ? .nan : 0.5, step: $0)
        }
        let logdir = try ScratchDirectory(["run/tfevents": RecordBytes.file(events)])
        let outcome = try RunningCommand(
            Self.quick + ["--until-nonfinite", logdir.path.string]
        ).finish()
        let lines = outcome.output.split(separator: "\n").prefix(3)
        #expect(lines.map { $0.hasSuffix("counted in the summary") } == [false, false, true])
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

    /// What is not there must not pass for a clean run.
    @Test func whatNeverAppearedIs66() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.finite])
        let paths = ["missing", "run"].map { logdir.path($0).string }
        for others in [[], [paths[1]]] {
            let marker = try LookMarker()
            let running = try RunningCommand(
                Self.quick + [paths[0]] + others + marker.arguments
            )
            try marker.waitForNextLook(of: running)
            running.interrupt()
            let outcome = running.finish()
            #expect(outcome.status == 66 || outcome.status == 1)
            #expect(outcome.errors.contains("\(paths[0]): no event file and no dataset appeared"))
            #expect(!outcome.errors.contains("\(paths[1]):"))
        }
    }

    /// A dumped tensor is one line, and of a network's only the first are there.
    @Test func manyTensorsAreFewLines() throws {
        let events = (1...30 as ClosedRange<Int64>).map {
            EventBytes.scalar("tag \($0)", .nan, step: 1)
        }
        let logdir = try ScratchDirectory(["run/tfevents": RecordBytes.file(events)])
        let command = Self.quick + ["--until-nonfinite", "--exec", "true", logdir.path.string]
        let lines = try RunningCommand(command).finish().output.split(separator: "\n")
        #expect(lines.prefix(12).allSatisfy { $0.contains("  step 1  tag ") })
        #expect(lines[12] == "… and 18 more; the summary has them")
        let all = try RunningCommand(command + ["--all"]).finish().output
        #expect(!all.contains("the summary has them"))
    }

    /// `--exec` is told what the report says.
    @Test func theCommandKnowsTheReportsTag() throws {
        let logdir = Fixtures.path("demo")
        let outcome = try RunningCommand(
            Self.quick + ["--until-nonfinite", "--exec", "echo $TFEVENTS_TAG=", logdir]
        ).finish()
        let tag = try #require(outcome.output.split(separator: "\n").first { $0.hasSuffix("=") })
        #expect(
            outcome.output.contains("BROKEN at step 37, in the backward pass: \(tag.dropLast())")
        )
    }

    /// The stream holds each finding once, and is a report.
    @Test func aStreamIsAReport() throws {
        let logdir = try ScratchDirectory(["run/tfevents": Self.bad])
        let stream = logdir.path("stream").string
        let outcome = try RunningCommand(
            Self.quick + ["--until-nonfinite", "--format", "jsonl", logdir.path.string]
        ).finish()
        let types = outcome.output.split(separator: "\n").map { $0.split(separator: "\"")[3] }
        #expect(types.count { $0 == "found" } == 1)
        #expect(types.count { $0 == "finding" } == 1)
        try Data(outcome.output.utf8).write(to: URL(fileURLWithPath: stream))
        let merged = try Command.run(["merge-reports", "--format", "jsonl", stream])
        #expect(merged.status == 1, "\(merged.errors)")
        #expect(outcome.output.hasSuffix(merged.output))
        // One that was cut is no report.
        let first = try #require(outcome.output.split(separator: "\n").first)
        try Data("\(first)\n".utf8).write(to: URL(fileURLWithPath: stream))
        #expect(try Command.run(["merge-reports", stream]).status == 65)
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
        #expect(types.first == "found")
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

    /// As `tail -F` waits for a file.
    @Test func aLogdirThatDoesNotExistYetIsWaitedFor() throws {
        let parent = try ScratchDirectory()
        let running = try RunningCommand(
            Self.quick + ["--until-nonfinite", parent.path("later").string]
        )
        try parent.write(Self.bad, to: "later/run/tfevents")
        let outcome = running.finish()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("later/run  step "))
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
