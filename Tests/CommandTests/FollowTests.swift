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
        let process = try Command.prepare(
            [
                "scan", "--follow", "--until-nonfinite", "--interval", "0.1", "--exec",
                #"printf '%s %s %s' "$TFEVENTS_TAG" "$TFEVENTS_KIND" "$TFEVENTS_STEP" > "$OUT""#,
                directory.url.path,
            ],
            environment: ["OUT": directory.path("executed")]
        )
        DispatchQueue.global().asyncAfter(deadline: .now() + 0.5) {
            guard let handle = try? FileHandle(forWritingTo: file) else { return }
            _ = try? handle.seekToEnd()
            try? handle.write(contentsOf: rest)
        }
        let outcome = try Command.finish(process, input: nil)
        #expect(outcome.status == 1)
        let executed = try String(contentsOfFile: directory.path("executed"), encoding: .utf8)
        #expect(executed == "gradient/lin3.weight nan 37")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first?.contains("gradient/lin3.weight") == true)
        #expect(lines.contains { $0.contains("NON-FINITE") })
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func interruptPrintsTheSummary(signal: Int32) throws {
        let (directory, _, _) = try startedRun()
        let process = try Command.prepare(
            ["scan", "--follow", "--interval", "0.1", directory.url.path],
            environment: [:]
        )
        DispatchQueue.global().async {
            Self.waitUntil(process, catches: signal)
            kill(process.processIdentifier, signal)
        }
        let outcome = try Command.finish(process, input: nil)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("all finite"))
        #expect(outcome.output.contains("ends inside a record"))
    }

    /// Waits until a process has its handler in place, and a second more for its first look.
    private static func waitUntil(_ process: Process, catches signal: Int32) {
        #if os(Linux)
        for _ in 0..<600 {
            let path = "/proc/\(process.processIdentifier)/status"
            let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
            let mask = line.flatMap { UInt64($0.dropFirst(8), radix: 16) } ?? 0
            if process.isRunning, mask & (1 << UInt64(signal - 1)) != 0 { break }
            usleep(50_000)
        }
        #endif
        usleep(1_000_000)
    }

    @Test func logdirMayBeEmptyAtFirst() throws {
        let directory = try TemporaryDirectory()
        let file = directory.url.appendingPathComponent("events.out.tfevents.2.host")
        let path = Fixtures.path("damaged/base/events.out.tfevents.1700000000.host.1.0")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        DispatchQueue.global().asyncAfter(deadline: .now() + 0.5) { try? bytes.write(to: file) }
        let outcome = try Command.run(
            ["scan", "--follow", "--until-nonfinite", "--interval", "0.1", directory.url.path])
        #expect(outcome.status == 1)
    }
}
