import TensorBoard
import TensorBoardEvents
import TestSupport
import Testing

// Language mode 6 compiles all calls from everywhere that they are made from.

@MainActor private final class ViewModel {
    var step = 0

    func train(_ logdir: String) async throws {
        try await SummaryWriter.withWriter(logdir: logdir) { writer in
            step += 1
            await Task.yield()
            MainActor.assertIsolated()
            writer.addScalar("main", 1, step: step)
            writer.addHistogram("h", [Float(1)], step: step)
        }
        try SummaryWriter.withWriter(logdir: logdir) { writer in
            step += 1
            writer.addScalar("main", 2, step: step)
        }
        let writer = try SummaryWriter(logdir: logdir)
        writer.addScalar("main", 3, step: 3)
        try await writer.flush()
        try await writer.flush(durably: true)
        try await writer.close()
    }

    func trainAndWait(_ logdir: String) throws {
        let writer = try SummaryWriter(logdir: logdir)
        writer.addScalar("main", 4, step: 4)
        try writer.flush()
        try writer.close()
    }
}

private actor Service {
    var step = 0

    func train(_ logdir: String) async throws -> Int {
        try await SummaryWriter.withWriter(logdir: logdir) { writer in
            step += 1
            await Task.yield()
            assertIsolated()
            writer.addScalar("actor", 1, step: step)
            return step
        }
    }
}

/// Neither `Sendable` nor isolated.
private final class Loop {
    var step = 0

    nonisolated(nonsending) func train(_ logdir: String) async throws {
        try await SummaryWriter.withWriter(logdir: logdir) { writer in
            step += 1
            await Task.yield()
            writer.addScalar("loop", 1, step: step)
        }
    }
}

struct IsolationTests {
    @Test func theMainActorLogs() async throws {
        let run = try WrittenRun()
        let model = await MainActor.run { ViewModel() }
        try await model.train(run.logdir)
        try await model.trainAndWait(run.logdir)
        let values = try run.values().filter { $0.value.tag == "main" }
        #expect(values.map(\.step).sorted() == [1, 2, 3, 4])
    }

    @Test func anActorLogs() async throws {
        let run = try WrittenRun()
        let service = Service()
        #expect(try await service.train(run.logdir) == 1)
        #expect(try run.scalars() == ["actor@1=1.0"])
    }

    @Test func aClassOfNoActorLogs() async throws {
        let run = try WrittenRun()
        try await Loop().train(run.logdir)
        #expect(try run.scalars() == ["loop@1=1.0"])
    }

    @Test func tasksShareAWriter() async throws {
        let run = try WrittenRun()
        try await SummaryWriter.withWriter(logdir: run.logdir) { writer in
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        for step in 0..<100 { writer.addScalar("task/\(task)", 1, step: step) }
                        try? await writer.flush()
                    }
                }
            }
            await Task.detached { writer.addScalar("detached", 1, step: 0) }.value
        }
        #expect(try run.values().count == 801)
    }

    @Test func anErrorOfTheBodyIsThrownAfterEverythingIsWritten() async throws {
        struct Failure: Error {}
        let run = try WrittenRun()
        await #expect(throws: Failure.self) {
            try await SummaryWriter.withWriter(logdir: run.logdir) { writer in
                writer.addScalar("a", 1, step: 0)
                await Task.yield()
                throw Failure()
            }
        }
        #expect(try run.values().contains { $0.value.tag == "a" })
    }

    @Test func closingThrowsWhatWasLost() async throws {
        let directory = try ScratchDirectory()
        let writer = try SummaryWriter(logdir: directory.path.string, options: .silent)
        try await writer.close()
        try await writer.close()
        writer.addScalar("late", 1, step: 0)
        #expect(writer.droppedCount == 1)
    }

    /// As many tasks as would block every thread of the pool, if flushing blocked one.
    @Test func flushingLeavesThePoolFree() async throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<64 {
                group.addTask {
                    writer.addScalar("a", 1, step: task)
                    try await writer.flush(durably: task % 8 == 0)
                }
            }
            try await group.waitForAll()
        }
        try await writer.close()
        #expect(try run.values().count == 64)
    }
}
