import Synchronization
import TestSupport
import Testing

@testable import TensorBoard

/// Values that are gathered until their step ends.
@Suite struct StepGathererTests {
    /// The number of values of a step.
    private struct Count: StepValues {
        var count = 0

        mutating func beginStep() { count = 0 }
    }

    /// Options under which nothing is written on its own, before a step ends.
    private static let quiet = SummaryWriter.Options(
        flushInterval: .seconds(600),
        onError: nil,
        onWarning: nil
    )

    private static func counter(
        of writer: SummaryWriter,
        steps: StepSource? = nil
    ) -> StepGatherer<Count> {
        writer.gatherer("count", Count(), steps: steps ?? .writer(writer)) { values, step in
            writer.addScalar("count", values.count, step: step)
        }
    }

    @Test func theValuesOfAStepAreOnePoint() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: Self.quiet)
        let counter = Self.counter(of: writer)
        for step in 0..<3 {
            writer.step = step
            for _ in 0...step { counter.gather { $0.count += 1 } }
        }
        try writer.close()
        #expect(try run.scalars() == ["count@0=1.0", "count@1=2.0", "count@2=3.0"])
    }

    @Test func aStepThatIsWrittenBeforeItEndsIsLoggedAgainAsAWhole() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: Self.quiet)
        let counter = Self.counter(of: writer)
        counter.gather { $0.count += 1 }
        try writer.flush()
        try writer.flush()
        #expect(try run.scalars() == ["count@0=1.0"])
        counter.gather { $0.count += 1 }
        try writer.flush()
        writer.step = 1
        counter.gather { $0.count += 1 }
        try writer.close()
        #expect(try run.scalars() == ["count@0=1.0", "count@0=2.0", "count@1=1.0"])
    }

    /// Steps of the task and of the writer, and the points that they make.
    @Test(
        arguments: [
            // A task that loads ahead, and the loop behind it.
            ([(6, 5), (5, 5), (6, 6)], ["count@6=3.0"]),
            ([(5, 5), (6, 5), (5, 5), (7, 6)], ["count@5=1.0", "count@6=2.0", "count@7=1.0"]),
            // The program went back to a checkpoint.
            (
                [(5, 5), (6, 6), (3, 3), (4, 4)],
                ["count@5=1.0", "count@6=1.0", "count@3=1.0", "count@4=1.0"]
            ),
            // It did so while a task was ahead.
            ([(9, 8), (2, 2)], ["count@9=1.0", "count@2=1.0"]),
            ([(-1, -1), (0, 0)], ["count@-1=1.0", "count@0=1.0"]),
        ] as [([(Int, Int)], [String])]
    )
    func lateValuesCountForTheNewestStep(steps: [(Int, Int)], points: [String]) throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: Self.quiet)
        let counter = Self.counter(of: writer)
        for (step, base) in steps {
            writer.step = base
            SummaryWriter.withStep(step) { counter.gather { $0.count += 1 } }
        }
        try writer.close()
        #expect(try run.scalars() == points)
    }

    @Test func stepsOfAFunctionMayGoBack() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: Self.quiet)
        let step = Mutex(4)
        let counter = Self.counter(of: writer, steps: .function { step.withLock { $0 } })
        for next in [4, 5, 2] {
            step.withLock { $0 = next }
            SummaryWriter.withStep(100) { counter.gather { $0.count += 1 } }
        }
        try writer.close()
        #expect(try run.scalars() == ["count@4=1.0", "count@5=1.0", "count@2=1.0"])
    }

    @Test func sourcesOfOneNameAreOne() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: Self.quiet)
        let first = Self.counter(of: writer)
        let second = Self.counter(of: writer)
        #expect(first === second)
        #expect(Self.counter(of: writer.subrun(named: "validation")) !== first)
        writer.end(first, named: "count")
        #expect(Self.counter(of: writer) !== first)
        second.gather { $0.count += 1 }
        try writer.close()
    }

    @Test func aSourceThatEndsHasLoggedItsValues() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: Self.quiet)
        Self.counter(of: writer).gather { $0.count += 1 }
        try writer.flush()
        #expect(try run.scalars() == ["count@0=1.0"])
        // The next one goes on where it was: TensorBoard shows the last point of a step alone.
        Self.counter(of: writer).gather { $0.count += 1 }
        writer.step = 1
        Self.counter(of: writer).gather { $0.count += 1 }
        try writer.close()
        #expect(try run.scalars() == ["count@0=1.0", "count@0=2.0", "count@1=1.0"])
    }

    @Test func valuesAreWrittenSoonWithoutAFlush() throws {
        let run = try WrittenRun()
        let options = SummaryWriter.Options(
            flushInterval: .milliseconds(20),
            onError: nil,
            onWarning: nil
        )
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        let counter = Self.counter(of: writer)
        for round in 1...2 {
            counter.gather { $0.count += 1 }
            try Patience.wait(for: "round \(round)") { try run.scalars().count == round }
        }
        try writer.close()
        #expect(try run.scalars() == ["count@0=1.0", "count@0=2.0"])
    }

    /// A warning about a logged value is itself logged, in the same place and again at a new step.
    @Test(.timeLimit(.minutes(10))) func loggingMayLeadToOtherValues() throws {
        let run = try WrittenRun()
        let holder = Mutex<StepGatherer<Count>?>(nil)
        let options = SummaryWriter.Options(
            flushInterval: .seconds(600),
            onError: nil,
            onWarning: { _ in holder.withLock(\.self)?.gather { $0.count += 1 } }
        )
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        let counter = writer.gatherer("count", Count(), steps: .writer(writer)) { values, step in
            // An empty tag leads to a warning.
            writer.addScalar("", 0, step: step)
            writer.addScalar("count", values.count, step: step)
        }
        holder.withLock { $0 = counter }
        counter.gather { $0.count += 1 }
        try writer.flush()
        writer.step = 1
        counter.gather { $0.count += 1 }
        try writer.close()
        let counts = try run.scalars().filter { $0.hasPrefix("count") }
        #expect(counts == ["count@0=1.0", "count@0=2.0", "count@1=1.0"])
        holder.withLock { $0 = nil }
    }

    @Test func nothingIsLostAmongTasks() async throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: Self.quiet)
        let counter = Self.counter(of: writer)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<200 {
                        counter.gather { $0.count += 1 }
                        writer.advanceStep()
                    }
                }
            }
            group.addTask { for _ in 0..<20 { try? await writer.flush() } }
        }
        try await writer.close()
        var last: [Int64: Float] = [:]
        var steps: [Int64] = []
        for (step, value) in try run.values() {
            last[step] = value.scalar
            steps.append(step)
        }
        #expect(last.values.reduce(0, +) == 1_600)
        #expect(steps == steps.sorted())
    }
}
