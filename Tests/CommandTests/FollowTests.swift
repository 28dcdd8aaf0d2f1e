import Foundation
import TestSupport
import Testing

@Suite struct FollowTests {
    /// The demo run's longer file, cut where everything is still finite.
    private func startedRun() throws -> (TemporaryDirectory, file: URL, rest: Data) {
        let directory = try TemporaryDirectory()
        let path = Fixtures.path("demo/events.out.tfevents.1700000010.host.1.1")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let file = directory.url.appendingPathComponent("events.out.tfevents.1.host")
        try bytes.prefix(30_001).write(to: file)
        return (directory, file, bytes.dropFirst(30_001))
    }

    @Test func firstFindingRunsTheCommandAndEndsTheWatch() throws {
        let (directory, file, rest) = try startedRun()
        let marker = try LookMarker()
        let running = try RunningCommand(
            [
                "scan", "--follow", "--until-nonfinite", "--interval", "0.1", "--exec",
                #"printf '%s %s %s' "$TFEVENTS_TAG" "$TFEVENTS_KIND" "$TFEVENTS_STEP" > "$OUT""#,
                directory.url.path,
            ] + marker.arguments,
            environment: ["OUT": directory.path("executed")]
        )
        try marker.waitForFirstLook(of: running)
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: rest)
        let outcome = running.finish()
        #expect(outcome.status == 1)
        let executed = try String(contentsOfFile: directory.path("executed"), encoding: .utf8)
        #expect(executed == "gradient/lin3.weight nan 37")
        let lines = outcome.output.split(separator: "\n").filter { !$0.contains("look/") }
        #expect(lines.first?.contains("gradient/lin3.weight") == true)
        #expect(
            lines.contains {
                $0.contains("at step 37: gradient/lin3.weight") || $0.contains("BROKEN")
            }
        )
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func interruptPrintsTheSummary(signal: Int32) throws {
        let (directory, _, _) = try startedRun()
        let marker = try LookMarker()
        let running = try RunningCommand(
            ["scan", "--follow", "--interval", "0.1", directory.url.path] + marker.arguments
        )
        // The tool catches signals before it looks.
        try marker.waitForFirstLook(of: running)
        kill(running.identifier, signal)
        let outcome = running.finish()
        #expect(outcome.status == 0)
        let summary = outcome.output.split(separator: "\n").first {
            $0.hasPrefix(directory.url.path)
        }
        #expect(summary?.contains("  finite  ") == true)
        #expect(outcome.output.contains("ends inside a record"))
    }

    @Test func logdirMayBeEmptyAtFirst() throws {
        let directory = try TemporaryDirectory()
        let path = Fixtures.path("damaged/base/events.out.tfevents.1700000000.host.1.0")
        let marker = try LookMarker()
        let running = try RunningCommand(
            ["scan", "--follow", "--until-nonfinite", "--interval", "0.1", directory.url.path]
                + marker.arguments
        )
        try marker.waitForFirstLook(of: running)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.write(to: directory.url.appendingPathComponent("events.out.tfevents.2.host"))
        #expect(running.finish().status == 1)
    }
}
