import EventInspector
import TestSupport
import Testing

/// Which breaks a follower announces: each new one of an attempt, and none that a restart overwrote.
@Suite struct FollowerBreakTests {
    /// A run that grows, its lines read as ``RunBuilder`` has it.
    private final class GrowingRun {
        let logdir: TemporaryLogdir
        var follower: LogdirFollower
        private var file: Int
        /// Whether the last look's lines say that further ones are only counted.
        private(set) var isLast = false

        init(_ line: String, options: ScanOptions = ScanOptions(jobs: 1)) throws {
            logdir = try TemporaryLogdir(run: line)
            follower = LogdirFollower([logdir.path], options: options)
            file = RunBuilder(line).files.count - 1
        }

        /// Appends to the last file, or to new ones, and looks.
        func append(_ line: String) throws -> [String] {
            for (index, events) in RunBuilder(line).files.enumerated() {
                if index > 0 { file += 1 }
                let name = RunBuilder.fileName(file)
                let bytes = RecordBytes.file(events)
                if index > 0 {
                    try logdir.files.write(bytes, to: name)
                } else if !bytes.isEmpty {
                    try logdir.files.append(bytes, to: name)
                }
            }
            return try look()
        }

        func look() throws -> [String] {
            let findings = try follower.look()
            isLast = findings.contains { follower.isLastLine($0) }
            return findings.map { "\($0.tag) \($0.kind.rawValue) \($0.first.step)" }
        }

        /// The step and tag of what the last look found to be a failure.
        var failure: String? { follower.failure().map { "\($0.tag) \($0.first.step)" } }
    }

    private static let broken: ScanOptions = {
        var options = ScanOptions(jobs: 1)
        options.failureRule = .broken
        return options
    }()

    @Test(arguments: ["| ", "START "])
    func theSecondAttemptsBreakIsAnnounced(restart: String) throws {
        let run = try GrowingRun("0 1 2 3 4 5 6n 7n")
        #expect(try run.look() == ["loss nan 6"])
        #expect(run.failure == "loss 6")
        #expect(try run.append(restart + "4@20 5") == [])
        #expect(try run.append("6@30 7 8 9") == [])
        #expect(run.failure == nil)
        #expect(try run.append("10n@40 11n") == ["loss nan 10"])
        #expect(run.failure == "loss 10")
        #expect(try run.append("12n@50 13n") == [])
        #expect(run.follower.report().exitCode == 1)
    }

    @Test func anAttemptThatBeginsNonFiniteIsAnnounced() throws {
        let run = try GrowingRun("0 1 2 3 4 5n 6n")
        #expect(try run.look() == ["loss nan 5"])
        #expect(try run.append("| 3n@20 4n") == ["loss nan 3"])
    }

    @Test(arguments: ["| ", "START "])
    func supersededFindingsFireNothing(restart: String) throws {
        let run = try GrowingRun("0 1 2 3 4 5n 6n \(restart)3 4 5 6 7 8")
        #expect(try run.look() == [])
        #expect(run.failure == nil)
        // The report says what was overwritten, and that it was.
        #expect(run.follower.report().findings.map(\.isSuperseded) == [true])
        #expect(try run.append("9@40 10") == [])
        #expect(run.failure == nil)
        #expect(try run.append("11n@50") == ["loss nan 11"])
        #expect(run.failure == "loss 11")
    }

    /// Whether it comes so far again is not known; the process that broke is gone in any case.
    @Test func aBreakThatARestartHasNotReachedIsAnnouncedAndIsNoFailure() throws {
        let run = try GrowingRun("0 1 2 3 4 5 6n 7n | 3 4")
        #expect(try run.look() == ["loss nan 6"])
        #expect(run.failure == nil)
        #expect(try run.append("5@30 6 7 8") == [])
        #expect(run.failure == nil)
    }

    @Test func eachNewBreakIsAnnouncedUpToTheThirdOfAnAttempt() throws {
        let run = try GrowingRun("0")
        #expect(try run.look() == [])
        var announced: [String] = []
        var last: [Bool] = []
        for step in stride(from: 1, to: 12, by: 2) {
            let found = try run.append("\(step)n@\(step) \(step + 1)")
            announced += found
            let findings = run.follower.report().findings
            #expect(findings.map(\.stretches) == [(step + 1) / 2])
            if !found.isEmpty { last.append(run.isLast) }
        }
        #expect(announced == ["loss nan 1", "loss nan 3", "loss nan 5"])
        #expect(last == [false, false, true])
        #expect(try run.append("| 6@30 7n 8") == ["loss nan 7"])
    }

    /// The lines that a look finds at once are limited as well.
    @Test func manyBreaksOfOneLookAreThreeLines() throws {
        let run = try GrowingRun("0 1n 2 3n 4n 5 6n 7 8n 9 10n 11")
        #expect(try run.look() == ["loss nan 1", "loss nan 3", "loss nan 10"])
    }

    @Test(arguments: [["7n", "8n"], ["7", "8"], ["7n", "8"]])
    func inAPassABreakIsAnnouncedAfterThreeValues(next: [String]) throws {
        let run = try GrowingRun("0 1 2 3 4 5 6 7 8 0 1 2 3 4 5")
        #expect(try run.look() == [])
        #expect(try run.append("6n@30") == [])
        #expect(run.failure == nil)
        #expect(try run.append(next[0] + "@31") == [])
        #expect(try run.append(next[1] + "@32") == ["loss nan 6"])
        #expect(run.failure == "loss 6")
    }

    /// Not finite to the end of a pass and from the beginning of the next: it did not turn so.
    @Test func aBreakThatGoesOnInTheNextPassIsAnnouncedOnce() throws {
        let run = try GrowingRun("0 1 2 3 4n 5n 6n")
        #expect(try run.look() == ["loss nan 4"])
        for pass in 1...3 {
            #expect(try run.append("0n@\(10 * pass + 10) 1n 2n 3n 4n 5n 6n") == [])
        }
    }

    @Test func inAPassABreakAtItsBeginningWaitsForThePass() throws {
        let run = try GrowingRun("0 1 2 3 4 5 6")
        #expect(try run.look() == [])
        #expect(try run.append("0n@20") == [])
        #expect(try run.append("1n@21") == [])
        #expect(try run.append("2n@22") == ["loss nan 0"])
        #expect(try run.append("3n@23 4n 5n") == [])
    }

    /// A process that ended with the first value of a pass logs no third one.
    @Test func aBreakInAPassIsAnnouncedOnceNothingMoreComes() throws {
        let run = try GrowingRun("0 1 2 3 4 5 6 0n")
        #expect(try run.look() == [])
        for _ in 1...9 { #expect(try run.look() == []) }
        #expect(try run.look() == ["loss nan 0"])
        #expect(run.failure == "loss 0")
        // That it is a pass is known now; the break is the same.
        #expect(try run.append("1n@30 2n 3n") == [])
        for _ in 1...11 { #expect(try run.look() == []) }
    }

    /// A job that writes its file from the beginning again may break elsewhere.
    @Test func aReplacedFileWithAnotherBreakIsAnnounced() throws {
        let run = try GrowingRun("0 1n 2")
        #expect(try run.look() == ["loss nan 1"])
        let again = RecordBytes.file(RunBuilder("0 1 2 3n 4").events)
        try run.logdir.files.write(again, to: "new")
        try run.logdir.files.rename("new", to: RunBuilder.fileName(0))
        #expect(try run.look() == ["loss nan 3"])
        #expect(run.follower.report().findings.map(\.first.step) == [3, 1])
    }

    @Test func withBrokenOnlyABreakOfTrainingFails() throws {
        let run = try GrowingRun("accuracy=0 accuracy=1n loss=0 loss=1", options: Self.broken)
        #expect(try run.look() == ["accuracy nan 1"])
        #expect(run.failure == nil)
        #expect(try run.append("loss=2n@20") == ["loss nan 2"])
        #expect(run.failure == "loss 2")
    }

    @Test func withBrokenARecoveredBreakDoesNotFail() throws {
        let run = try GrowingRun("0 1 2n 3 4 5", options: Self.broken)
        #expect(try run.look() == ["loss nan 2"])
        #expect(run.failure == nil)
        #expect(try run.append("6n@20 7n") == ["loss nan 6"])
        #expect(run.failure == "loss 6")
    }

    @Test func aCopyOfAFileIsNotAnnouncedAgain() throws {
        let line = "0 1 2 3n 4"
        let run = try GrowingRun(line)
        #expect(try run.look() == ["loss nan 3"])
        let bytes = RecordBytes.file(RunBuilder(line).events)
        try run.logdir.files.write(bytes, to: "copy.tfevents")
        #expect(try run.look() == [])
    }
}
