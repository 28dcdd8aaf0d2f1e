import TestSupport
import Testing

@testable import Timelines

/// What is kept does not grow with a run, and no step is too large.
struct BoundTests {
    @Test func aMillionStartsThatContinueBeginNothing() {
        var builder = TimelineBuilder(roles: [0: .loss])
        builder.addFile(0, named: FileFacts(host: "h", process: 1))
        for index in 0..<1_000_000 {
            builder.append(SessionStart(file: 0, place: 2 * index, step: 0))
            guard index % 10 == 0 else { continue }
            let point = LoggedPoint(
                file: 0,
                place: 2 * index + 1,
                time: 1_700_000_000 + Double(index),
                step: Int64(index)
            )
            builder.append(point, of: 0)
        }
        let timeline = builder.timeline()
        #expect(timeline.writers.map(\.attemptCount) == [1])
        #expect(timeline.writers[0].attempts[0].tags[0]?.count == 100_000)
        #expect(timeline.outcome == .healthy)
        #expect(timeline.purges.count == 1)
    }

    /// The first two attempts are kept, the last thirteen, and the first that broke.
    @Test func ofManyAttemptsSixteenAreKept() {
        let attempts = 5000
        var builder = TimelineBuilder(roles: [0: .loss])
        builder.addFile(0, named: FileFacts(host: "h", process: 1))
        var place = 0
        for attempt in 0..<attempts {
            builder.append(SessionStart(file: 0, place: place, step: 0))
            for step in 0..<4 as Range<Int64> {
                place += 1
                let point = LoggedPoint(
                    file: 0,
                    place: place,
                    time: 1_700_000_000 + Double(place),
                    step: step,
                    value: attempt == 700 && step == 3 ? .nan : .finite
                )
                builder.append(point, of: 0)
            }
            place += 1
        }
        let writer = builder.timeline().writers[0]
        #expect(writer.attemptCount == attempts)
        let numbers = [1, 2, 701] + (attempts - 12...attempts)
        #expect(writer.attempts.map(\.number) == numbers)
        #expect(builder.timeline().outcome == .recoveredByRestart)
    }

    @Test func aSampleHasAtMost64PointsOfTheStepsWithMostZeroBits() throws {
        var sample = StepSample()
        for step in 0..<4096 as Range<Int64> {
            let point = LoggedPoint(file: 0, place: Int(step), time: Double(step), step: step)
            sample.add(SampledPoint(point))
        }
        #expect(sample.inOrder.map(\.step) == (0..<64).map { Int64($0) * 64 })
    }

    @Test func stepsAtTheEndsOfTheRangeAreNoTrap() {
        var run = MadeRun()
        run.addFile()
        let ends: [Int64] = [.min, .max, 0, .max, .min, -1, .max - 1, .min + 1]
        for (index, step) in ends.enumerated() {
            run.log(step: step, time: Double(index), value: index == 7 ? .nan : .finite)
            run.log(1, step: step &+ 1, time: Double(index))
        }
        run.roles = [0: .loss]
        #expect(run.timeline.outcome == .broken)
    }

    /// Passes are counted one by one where all have the same steps.
    @Test func tenThousandPassesAreCounted() {
        var run = MadeRun()
        run.addFile()
        for pass in 0..<10_000 {
            for step in 0..<5 as Range<Int64> {
                let time = Double(pass) * 5 + Double(step)
                run.log(step: step, time: time, value: pass == 9_998 && step == 2 ? .nan : .finite)
            }
        }
        let history = run.timeline.writers[0].attempts[0].tags[0]
        #expect(history?.passes == 10_000)
        #expect(history?.breaks?.first.pass == 9_999)
    }
}
