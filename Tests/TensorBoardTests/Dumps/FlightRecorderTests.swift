import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What a flight recorder keeps, when it writes that, and what it costs.
@Suite struct FlightRecorderTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private func options(_ recorder: FlightRecorder) -> SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        options.flightRecorder = recorder
        return options
    }

    /// What was written of whole tensors, as `name@step`.
    private func tensors(_ name: String = "") throws -> [String] {
        try run.values(name).filter { $0.value.tag.hasSuffix("/tensor") }.map {
            "\($0.value.tag.dropLast(7))@\($0.step)"
        }
    }

    @Test func healthyTrainingWritesNothing() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(FlightRecorder()))
        for step in 0..<100 {
            writer.dump("a", [Float(step)], role: .output, step: step)
            writer.addScalar("loss", 1, step: step)
        }
        try writer.close()
        #expect(try run.values().allSatisfy { $0.value.tag == "loss" })
    }

    @Test func theLastStepsAreWrittenWhenSomethingBreaks() throws {
        let recorder = FlightRecorder(steps: 3)
        let writer = try SummaryWriter(logdir: run.logdir, options: options(recorder))
        for step in 0..<10 {
            let time = 1_000 + Double(step)
            writer.dump("a", [Float(step)], role: .input, step: step, wallTime: time)
            let bad: Float = step == 9 ? .nan : 1
            writer.dump("b", [bad], role: .output, step: step, wallTime: time)
        }
        try writer.close()
        // The present step of "a" is the last of three, that of "b" comes on top.
        let expected = ["b@6", "a@7", "b@7", "a@8", "b@8", "a@9", "b@9"]
        #expect(try tensors() == expected)
        let events = try run.events()
        #expect(events.map(\.step) == [6, 7, 7, 8, 8, 9, 9, 9])
        // The true times, but for the text that gives the reason.
        let dumps = events.filter { event in
            guard case .summary(let summary) = event.what else { return false }
            return summary.values[0].tag != "flight_recorder"
        }
        #expect(dumps.allSatisfy { $0.wallTime == 1_000 + Double($0.step) })
        let values = try run.values().map(\.value)
        #expect(values.contains { $0.tag == "a" && $0.metadata?.pluginName == "histograms" })
        #expect(values.contains { $0.tag == "flight_recorder" })
        #expect(warnings.all.isEmpty)
    }

    @Test func theSecondTimeOnlyNewDumpsAreWritten() throws {
        let writer = try SummaryWriter(
            logdir: run.logdir,
            options: options(FlightRecorder(steps: 5))
        )
        for step in 0..<3 { writer.dump("a", [Float(1)], role: .output, step: step) }
        writer.writeFlightRecorder(reason: "first")
        writer.writeFlightRecorder(reason: "nothing new")
        for step in 3..<5 { writer.dump("a", [Float(1)], role: .output, step: step) }
        writer.writeFlightRecorder(reason: "second")
        try writer.close()
        #expect(try tensors() == ["a@0", "a@1", "a@2", "a@3", "a@4"])
        #expect(try run.values().count { $0.value.tag == "flight_recorder" } == 2)
    }

    @Test func aScalarThatCrossesItsBoundTriggersOnce() throws {
        let recorder = FlightRecorder(
            steps: 2,
            triggers: [.above(10, "loss"), .below(0, "margin")]
        )
        let writer = try SummaryWriter(logdir: run.logdir, options: options(recorder))
        for (step, loss) in [1, 11, 12, 13, 2, 20].enumerated() {
            writer.dump("a", [Float(loss)], role: .output, step: step)
            writer.addScalar("loss", loss, step: step)
        }
        writer.dump("a", [Float(0)], role: .output, step: 6)
        writer.addScalars(["margin": -1.0], step: 6)
        try writer.close()
        #expect(try tensors() == ["a@0", "a@1", "a@4", "a@5", "a@6"])
    }

    @Test(arguments: ["scalar", "scalars", "described", "histogram"])
    func everyNonFiniteValueTriggers(kind: String) throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(FlightRecorder()))
        writer.dump("a", [Float(1)], role: .output, step: 1)
        switch kind {
        case "scalar": writer.addScalar("loss", Float.nan, step: 1)
        case "scalars": writer.addScalars(["loss": -Double.infinity], step: 1)
        case "described": writer.addScalar("loss", Float.nan, step: 1, description: "d")
        default: writer.addHistogram("h", [Float.nan, 1], step: 1)
        }
        #expect(writer.hasSeenNonFinite)
        try writer.close()
        #expect(try tensors() == ["a@1"])
    }

    @Test func memoryIsBoundedAndTheOldestAreDroppedFirst() throws {
        let recorder = FlightRecorder(steps: 100, byteLimit: 20_000, tensorByteLimit: 10_000)
        let writer = try SummaryWriter(logdir: run.logdir, options: options(recorder))
        var bytes: [Int] = []
        for step in 0..<50 {
            writer.dump("a", [Float](repeating: 1, count: 1_000), role: .input, step: step)
            writer.dump("b", [UInt8](repeating: 1, count: 100), role: .output, step: step)
            bytes.append(
                writer.queue.withGate { held in
                    held.withDumps(of: writer.log) { $0.recorder.byteCount }
                }
            )
        }
        #expect(bytes.allSatisfy { $0 <= 20_000 })
        #expect(bytes[20...].allSatisfy { $0 > 10_000 })
        writer.writeFlightRecorder(reason: "full")
        try writer.close()
        let found = try tensors()
        #expect(found.suffix(6) == ["a@47", "b@47", "a@48", "b@48", "a@49", "b@49"])
        #expect(found.count < 10)
    }

    @Test func onlyTheDigestsOfHugeTensorsAreKept() throws {
        let recorder = FlightRecorder(steps: 3, tensorByteLimit: 100)
        let writer = try SummaryWriter(logdir: run.logdir, options: options(recorder))
        for step in 0..<5 {
            writer.dump("a", [Float](repeating: 2, count: 26), role: .output, step: step)
        }
        writer.writeFlightRecorder(reason: "asked")
        try writer.close()
        let values = try run.values().filter { $0.value.tag != "flight_recorder" }
        #expect(
            values.map { "\($0.value.tag)@\($0.step)" }
                == (2..<5).flatMap { ["a/digest@\($0)", "a/non_finite@\($0)", "a/max_abs@\($0)"] }
        )
        #expect(DumpDigest(vector: values[0].value.doubles)?.max == 2)
    }

    @Test func stepsNeverGoBack() throws {
        let writer = try SummaryWriter(
            logdir: run.logdir,
            options: options(FlightRecorder(steps: 20))
        )
        for step in 0..<10 {
            let policy = step == 5 ? DumpPolicy() : nil
            // Too large to be written whole by the default policy.
            writer.dump(
                "a",
                [Float](repeating: 1, count: 300),
                role: .output,
                step: step,
                policy: policy
            )
        }
        writer.writeFlightRecorder(reason: "asked")
        try writer.close()
        #expect(try tensors() == (0..<10).map { "a@\($0)" })
        let digests = try run.values().filter { $0.value.tag == "a/digest" }.map(\.step)
        #expect(digests == [5, 6, 7, 8, 9])
        #expect(warnings.all.isEmpty)
    }

    @Test func theInspectorFindsNoRestart() throws {
        let writer = try SummaryWriter(
            logdir: run.logdir,
            options: options(FlightRecorder(steps: 4))
        )
        for step in 0..<20 {
            writer.addScalar("loss", 1, step: step)
            for layer in 0..<3 {
                let bad: Float = step == 17 && layer == 1 ? .nan : 1
                writer.dump("l\(layer)/output", [bad, 2], role: .output, step: step)
            }
        }
        try writer.close()
        let report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([run.logdir])
        let finding = try #require(report.findings.last)
        #expect(report.findings.map(\.place) == [.digest, .tensor])
        #expect(finding.tag == "l1/output/tensor")
        #expect([finding.first.step, Int64(finding.first.segment)] == [17, 0])
        #expect(finding.lastFinite?.step == 16)
        #expect(!finding.isSuperseded)
    }

    @Test func aSmallQueueAcceptsAllOfIt() throws {
        var options = options(FlightRecorder(steps: 10, byteLimit: 64 << 20))
        options.queueByteLimit = 1 << 20
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 0..<10 {
            writer.dump("a", [Float](repeating: 1, count: 200_000), role: .output, step: step)
        }
        writer.writeFlightRecorder(reason: "asked")
        #expect(writer.droppedCount == 0)
        try writer.close()
        #expect(try tensors().count == 10)
    }

    @Test func everyRunHasItsOwnRecorder() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(FlightRecorder()))
        let (train, other) = (writer.subrun(named: "train"), writer.subrun(named: "other"))
        train.dump("a", [Float(1)], role: .output, step: 1)
        other.dump("a", [Float(1)], role: .output, step: 1)
        train.dump("a", [Float.nan], role: .output, step: 2)
        #expect(other.hasSeenNonFinite)
        try writer.close()
        #expect(try tensors("train") == ["a@1", "a@2"])
        #expect(try tensors("other").isEmpty)
    }

    @Test(arguments: [
        FlightRecorder(steps: 0), FlightRecorder(steps: -5), FlightRecorder(steps: .max),
        FlightRecorder(byteLimit: 0), FlightRecorder(byteLimit: -1, tensorByteLimit: -1),
        FlightRecorder(byteLimit: .max, tensorByteLimit: .max), FlightRecorder(byteLimit: 600),
    ])
    func invalidLimitsAreHarmless(recorder: FlightRecorder) throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options(recorder))
        for step in 0..<300 {
            writer.dump(
                "a\(step % 7)",
                [Float](repeating: 1, count: step),
                role: .output,
                step: step
            )
        }
        writer.dump("a", [Float](), role: .output, step: Int.min)
        writer.dump("a", [Float](), role: .output, step: Int.max)
        writer.dump("b", [Float.nan], role: .output, step: 5)
        try writer.close()
        #expect(try tensors().contains("b@5"))
    }

    @Test func threadsShareARecorder() async throws {
        let recorder = FlightRecorder(steps: 5, byteLimit: 1 << 20)
        let writer = try SummaryWriter(logdir: run.logdir, options: options(recorder))
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    for step in 0..<200 {
                        let bad: Float = step % 50 == 49 && thread == 2 ? .nan : 1
                        let numbers = [bad] + [Float](repeating: Float(step), count: 500)
                        writer.dump("t\(thread)", numbers, role: .output, step: step)
                    }
                }
            }
        }
        writer.writeFlightRecorder(reason: "end")
        try await writer.close()
        // Steps of one tensor go up, and its elements are those of its step.
        var last: [String: Int64] = [:]
        for (step, value) in try run.values() where value.tag.hasSuffix("/tensor") {
            guard case .tensor(let tensor) = value.content else { continue }
            #expect(step > last[value.tag, default: -1])
            last[value.tag] = step
            let final = tensor.content.suffix(4).withUnsafeBytes {
                $0.loadUnaligned(as: Float.self)
            }
            #expect(final == Float(step))
        }
        #expect(last.count == 4 && last.values.allSatisfy { $0 == 199 })
        #expect(warnings.all.isEmpty)
    }
}
