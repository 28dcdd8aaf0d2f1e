#if ServiceLifecycle
import EventDecoding
import Logging
import Platform
import ServiceLifecycle
import TensorBoard
import TensorBoardEvents
import TensorBoardLifecycle
import Testing
import UnixSignals

/// A writer that a group of services closes.
@Suite(.serialized, .timeLimit(.minutes(5))) struct LifecycleTests {
    /// Logs, asks for the end, and logs once more while it ends.
    private struct Training: Service {
        let writer: SummaryWriter
        let end: @Sendable () throws -> Void

        func run() async throws {
            writer.addHParams(["lr": 0.5])
            writer.addScalar("loss", 1, step: 1)
            try end()
            try await gracefulShutdown()
            writer.addScalar("loss", 2, step: 2)
        }
    }

    private struct Failure: Error {}

    private func group(_ writer: SummaryWriter, _ training: Training) -> ServiceGroup {
        ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: SummaryWriterService(writer)),
                    .init(service: training, successTerminationBehavior: .ignore),
                ],
                gracefulShutdownSignals: [.sigterm],
                logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() }
            )
        )
    }

    @Test func aSignalClosesTheWriterAfterTheServicesThatLog() async throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let training = Training(writer: writer) { kill(getpid(), SIGTERM) }
        try await group(writer, training).run()
        #expect(try run.scalars() == ["loss@1=1.0", "loss@2=2.0"])
        #expect(try status(run) == .success)
        #expect(writer.droppedCount == 0)
    }

    @Test func aFailureEndsTheSessionAsOne() async throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let training = Training(writer: writer) { throw Failure() }
        await #expect(throws: Failure.self) { try await group(writer, training).run() }
        #expect(try run.scalars() == ["loss@1=1.0"])
        #expect(try status(run) == .failure)
    }

    private func status(_ run: LoggedRun) throws -> HParamsPluginData.Status? {
        for (_, value) in try run.values() where value.tag == "_hparams_/session_end_info" {
            guard let content = value.metadata?.pluginContent else { return nil }
            let data = try HParamsPluginData(decoding: content)
            if case .sessionEndInfo(let end) = data.content { return end.status }
        }
        return nil
    }
}
#endif
