import TensorBoard
import Testing

#if SwiftLog && SwiftMetrics
import CoreMetrics
import Logging
import TensorBoardLogging
import TensorBoardMetrics

/// Messages of swift-log and metrics of swift-metrics, as both of TensorBoard's loaders show them.
@Suite(.enabled(if: Peers.areWanted, Peers.hint), .serialized)
struct EcosystemInteropTests {
    @Test func messagesAndMetricsAreShownAtTheirSteps() throws {
        let logdir = try InteropLogdir()
        // Nothing is written before its step ends: one loader shows all points of a step.
        let options = SummaryWriter.Options(flushInterval: .seconds(600))
        let writer = try SummaryWriter(logdir: logdir.path, options: options)
        let logger = Logger(label: "train") { TensorBoardLogHandler(label: $0, writer: writer) }
        let factory = TensorBoardMetricsFactory(writer: writer)
        for step in 0..<5 {
            writer.step = step
            logger.info("first")
            logger.warning("**step** <b> | \(step)", metadata: ["lr": "0.1"])
            for _ in 0..<3 { Counter(label: "samples", factory: factory).increment(by: 4) }
            Gauge(label: "queue", dimensions: [("kind", "io")], factory: factory).record(step)
            Timer(label: "forward", factory: factory).recordMilliseconds(250)
            let sizes = Recorder(label: "sizes", factory: factory)
            sizes.record(0)
            sizes.record(30)
        }
        try writer.close()

        let rows = (0..<30).map { left -> [Double] in
            let count: Double = left == 0 || left == 29 ? 1 : 0
            return [Double(left), Double(left + 1), count]
        }
        var equal = [[Double]](repeating: [0.25, 0.25, 0], count: 30)
        equal[29][2] = 1
        for step in 0..<5 {
            let text = "warning **step** <b> | \(step) lr=0.1"
            logdir.expectText(text, step: step, run: ".", tag: "log/train")
            let scalars: [(String, Double)] = [
                ("samples", Double(12 * (step + 1))), ("queue/kind=io", Double(step)),
                ("forward", 0.25), ("sizes", 15),
            ]
            for (tag, value) in scalars {
                logdir.expectScalar(value, step: step, run: ".", tag: tag)
            }
            logdir.expectHistogram(rows, step: step, run: ".", tag: "sizes/distribution")
            logdir.expectHistogram(equal, step: step, run: ".", tag: "forward/distribution")
        }
        try logdir.writeExpectation()
        let outcome = try Peers.run("check_api.py", logdir.path)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
#else
@Suite struct EcosystemInteropTests {
    @Test(.disabled("needs swift test --traits SwiftLog,SwiftMetrics"))
    func messagesAndMetricsAreShownAtTheirSteps() {}
}
#endif
