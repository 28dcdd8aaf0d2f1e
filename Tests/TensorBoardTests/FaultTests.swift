import EventDecoding
import Foundation
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Whatever call of the operating system fails: files hold whole records in order, what was flushed
/// is there, what was lost is counted, and nothing hangs or crashes.
@Suite struct FaultTests {
    @Test(arguments: 0..<4)
    func randomFaultsLoseNothingInSilence(part: Int) throws {
        let run = try WrittenRun()
        let count = TestDepth.rounds(60, of: 2_500)
        try run.directory.write(Array("\(part * count) \((part + 1) * count)".utf8), to: "seeds")
        let outcome = try LoggingProcess(run.logdir, "faults").finish()
        #expect(!outcome.isSignalled)
        #expect(outcome.status == 0)
        let schedules = outcome.output.split(separator: "schedule ").map(FaultySchedule.init)
        try #require(schedules.count == count)
        for schedule in schedules { try check(schedule, in: run) }
        let faultCount = schedules.reduce(0) { $0 + $1.faultCount }
        #if os(Linux)
        if ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] == nil {
            #expect(faultCount > 10 * count)
        }
        #endif
    }

    private func check(_ schedule: FaultySchedule, in run: WrittenRun) throws {
        let name: Comment = "schedule \(schedule.number)"
        var found: Set<FaultySchedule.Value> = []
        for runName in Set(schedule.values.map(\.run)) {
            let path = FilePath("faulty-\(schedule.number)").pushing(FilePath(runName)).string
            let values = try values(of: run, path, mayBeTorn: schedule.isLost)
            for tag in Set(schedule.values.map(\.tag)) {
                let steps = values.filter { $0.tag == tag }.map(\.step)
                #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }, name)
            }
            for value in values {
                found.insert(FaultySchedule.Value(run: runName, tag: value.tag, step: value.step))
            }
            for step in try embeddings(run, path) {
                found.insert(FaultySchedule.Value(run: runName, tag: "embedding", step: step))
            }
        }
        #expect(found.isSubset(of: schedule.values), name)
        let lostCount = schedule.values.count - found.count
        #expect(lostCount == schedule.droppedCount, name)
        #expect(schedule.errorCount <= 1, name)
        #expect(schedule.isLost || lostCount == 0, name)
        for flush in schedule.flushes {
            let before = schedule.values.prefix(flush.valueCount)
            #expect(before.count { !found.contains($0) } <= flush.droppedCount, name)
        }
    }

    /// The values of a run's files, which hold whole records, but for a tail that could not be cut
    /// off.
    private func values(
        of run: WrittenRun,
        _ path: String,
        mayBeTorn: Bool
    ) throws -> [(tag: String, step: Int64)] {
        try run.files(path).flatMap { file in
            var values: [(tag: String, step: Int64)] = []
            var reader = try EventFileReader(opening: file)
            while let event = try reader.next() {
                guard case .summary(let summary) = event.what else { continue }
                values += summary.values.map { ($0.tag, event.step) }
            }
            #expect(reader.malformedEvents.isEmpty)
            #expect(reader.damage.isEmpty || mayBeTorn && reader.damage.count == 1, "\(file)")
            return values
        }
    }

    /// The steps of the embeddings that are listed, whose files exist.
    private func embeddings(_ run: WrittenRun, _ path: String) throws -> [Int64] {
        let directory = run.directory.path(path)
        let config = directory.appending("projector_config.pbtxt")
        guard FileStatus(of: config) != nil else { return [] }
        let text = String(decoding: try ScratchFile.contents(of: config), as: UTF8.self)
        return try text.split(separator: "\n").compactMap { line throws -> Int64? in
            guard line.contains("tensor_path"),
                let quoted = line.split(separator: "\"").dropFirst().first
            else { return nil }
            let tensors = directory.pushing(FilePath(String(quoted)))
            #expect(
                try ScratchFile.contents(of: tensors)
                    == Array("1.0\t1.0\n1.0\t1.0\n1.0\t1.0\n".utf8)
            )
            return tensors.removingLastComponent().lastComponent.flatMap { Int64($0.string) }
        }
    }
}

/// What `writer-process faults` says of one of its programs.
private struct FaultySchedule {
    struct Value: Hashable {
        let run: String
        let tag: String
        let step: Int64
    }

    private(set) var number = 0
    private(set) var faultCount = 0
    private(set) var values: [Value] = []
    /// The flushes that succeeded: what was logged, and what was known to be lost.
    private(set) var flushes: [(valueCount: Int, droppedCount: Int)] = []
    private(set) var droppedCount = 0
    private(set) var errorCount = 0
    /// Whether closing failed.
    private(set) var isLost = false

    init(_ report: Substring) {
        for line in ("schedule " + report).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let numbers = words.compactMap { Int($0) }
            switch words[0] {
            case "schedule": (number, faultCount) = (numbers[0], numbers[1])
            case "value":
                let run = words[1] == "." ? "" : words[1]
                values.append(Value(run: run, tag: words[2], step: Int64(numbers[0])))
            case "flushed": flushes.append((values.count, numbers[0]))
            case "errors": errorCount = numbers[0]
            default:
                droppedCount = numbers[0]
                isLost = words[0] == "lost"
            }
        }
    }
}
