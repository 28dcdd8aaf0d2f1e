import Foundation
import TensorBoard
import TensorBoardFoundation
import Testing

#if SwiftLog
import Logging
import TensorBoardLogging
#endif
#if SwiftMetrics
import CoreMetrics
import TensorBoardMetrics
#endif
#if ServiceLifecycle && SwiftLog
import ServiceLifecycle
import TensorBoardLifecycle
import UnixSignals
#endif

/// The code of the landing pages of the modules that bring other packages and Foundation.
@Suite struct OtherPackagesTests {
    @Test func foundation() throws {
        let data = Data(count: 24)
        try inScratchDirectory {
            let writer = try SummaryWriter(logdir: URL(filePath: "runs/1"))
            writer.addScalar("loss", 0.25, step: 10, wallTime: .date(Date.now))
            writer.addTensor("weights", data.tensor(of: .float, shape: [2, 3]), step: 10)
            do {
                try writer.close()
            } catch {
                print(error.localizedDescription)
            }
            #expect(try values(below: "runs/1").map(\.tag) == ["loss", "weights"])
        }
    }

    #if SwiftLog
    /// Compiled, but not called: it sets up the whole process.
    func swiftLog() throws {
        let writer = try SummaryWriter(logdir: "runs/served")
        LoggingSystem.bootstrap { label in
            MultiplexLogHandler([
                TensorBoardLogHandler(label: label, writer: writer),
                StreamLogHandler.standardError(label: label),
            ])
        }
    }

    @Test func steps() async throws {
        func loadBatch() async {}
        let directory = FileManager.default.temporaryDirectory
            .appending(path: UUID().uuidString, directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: directory) }
        let writer = try SummaryWriter(logdir: directory)
        let logger = Logger(label: "a") { TensorBoardLogHandler(label: $0, writer: writer) }
        for step in 0..<1_000 {
            writer.step = step
            logger.info("one more")
        }
        await SummaryWriter.withStep(writer.step + 1) {
            logger.info("loading the next batch")
            await loadBatch()
        }
        SummaryWriter.withStep(writer.step + 1) {
            logger.info("loading the next batch")
        }
        try await writer.close()
        #expect(try values(below: directory.path(percentEncoded: false)).count == 1_001)
    }
    #endif

    #if SwiftMetrics
    /// Compiled, but not called: it sets up the whole process.
    func swiftMetrics() throws {
        let writer = try SummaryWriter(logdir: "runs/served")
        MetricsSystem.bootstrap(TensorBoardMetricsFactory(writer: writer))

        for step in 0..<100 {
            writer.step = step
            Counter(label: "samples").increment(by: 64)
            Gauge(label: "queue").record(12)
        }
    }

    @Test func seconds() throws {
        try logging { writer in
            let start = ContinuousClock.now
            let factory = TensorBoardMetricsFactory(writer: writer) {
                Int((ContinuousClock.now - start).components.seconds)
            }
            Counter(label: "samples", factory: factory).increment()
        } _: { values in
            #expect(values.map(\.tag) == ["samples"])
        }
    }
    #endif

    #if ServiceLifecycle && SwiftLog
    /// Compiled, but not called: it ends with the process.
    func services(training: any Service, logger: Logger) async throws {
        let writer = try SummaryWriter(logdir: "runs/served")
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: SummaryWriterService(writer)),
                    .init(
                        service: training,
                        successTerminationBehavior: .gracefullyShutdownGroup
                    ),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }
    #endif
}
