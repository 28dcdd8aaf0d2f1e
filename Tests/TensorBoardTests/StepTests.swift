import TestSupport
import Testing

@testable import TensorBoard

/// The step of values that are logged without one.
@Suite struct StepTests {
    @Test func stepsStartAtZeroAndAreSharedByTheRuns() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        let validation = writer.subrun(named: "validation")
        #expect(writer.step == 0)
        writer.step = 41
        #expect(validation.advanceStep() == 42)
        #expect(writer.currentStep == 42)
        #expect(writer.advanceStep(by: -2) == 40)
        try writer.close()
    }

    @Test func advancingFromSeveralTasksLosesNoStep() async throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1_000 { writer.advanceStep() } }
            }
        }
        #expect(writer.step == 8_000)
        try await writer.close()
    }

    @Test @MainActor func aTaskHasAStepOfItsOwn() async throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        writer.step = 5
        await SummaryWriter.withStep(UInt8(6)) {
            #expect(writer.currentStep == 6)
            #expect(writer.step == 5)
            SummaryWriter.withStep(7) { #expect(writer.currentStep == 7) }
            #expect(await Task { writer.currentStep }.value == 6)
            #expect(await Task.detached { writer.currentStep }.value == 5)
            async let child = writer.currentStep
            #expect(await child == 6)
        }
        #expect(writer.currentStep == 5)
        try await writer.close()
    }

    @Test func anErrorEndsTheStepOfATask() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        #expect(throws: CancellationError.self) {
            try SummaryWriter.withStep(3) { throw CancellationError() }
        }
        #expect(writer.currentStep == 0)
        try writer.close()
    }
}
