import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What a probe lets through.
@Suite struct DumpProbeTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private func writer(_ recorder: FlightRecorder? = nil) throws -> SummaryWriter {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        options.flightRecorder = recorder
        return try SummaryWriter(logdir: run.logdir, options: options)
    }

    /// What digests there are, as `name@step`.
    private func digests() throws -> [String] {
        try run.values().filter { $0.value.tag.hasSuffix("/digest") }.map {
            "\($0.value.tag.dropLast(7))@\($0.step)"
        }
    }

    @Test func aLayerIsDumpedOnBothSides() throws {
        let writer = try writer()
        let probe = writer.probe()
        let output = probe.layer("fc1", operation: "linear", input: [Float(1), 2], step: 3) {
            $0.map { $0 * 2 }
        }
        probe.gradient("fc1", [Float(1)], step: 3)
        try writer.close()
        #expect(output == [2, 4])
        #expect(try digests() == ["fc1/input@3", "fc1/output@3", "fc1/gradient@3"])
        let data = try run.values().compactMap { _, value -> DumpMetadata? in
            guard value.tag.hasSuffix("/digest") else { return nil }
            return try DumpMetadata(decoding: value.metadata?.pluginContent ?? [])
        }
        #expect(data.map(\.layer) == ["fc1", "fc1", "fc1"])
        #expect(data.map(\.operation) == ["linear", "linear", ""])
        #expect(data.map(\.role) == [.input, .output, .gradient])
    }

    @Test func aThrowingLayerHasDumpedItsInput() throws {
        struct Fault: Error {}
        let writer = try writer()
        #expect(throws: Fault.self) {
            _ = try writer.probe().layer("a", input: [Float(1)], step: 0) { _ -> [Float] in
                throw Fault()
            }
        }
        try writer.close()
        #expect(try digests() == ["a/input@0"])
    }

    @Test func onlyMultiplesOfTheIntervalAreDumped() throws {
        let writer = try writer()
        let probe = writer.probe(every: 10)
        for step in -10..<25 { probe.dump("a", [Float(1)], role: .output, step: step) }
        try writer.close()
        #expect(try digests() == ["a@-10", "a@0", "a@10", "a@20"])
    }

    @Test func nonFiniteTensorsAreDumpedAtAnyStep() throws {
        let writer = try writer()
        let probe = writer.probe(every: 10, stepByteLimit: 1)
        for step in 0..<25 {
            probe.dump("a", [step == 13 || step == 20 ? Float.nan : 1], role: .output, step: step)
        }
        try writer.close()
        #expect(try digests() == ["a@13", "a@20"])
        #expect(warnings.all.map { "\($0.tag) \($0.step) \($0.code)" } == ["a 0 overBudget"])
    }

    @Test(arguments: [
        ([], [], "a/b", true), (["a*"], [], "a/b", true), (["a"], [], "a/b", false),
        (["x", "a/?"], [], "a/b", true), (["*"], ["*/b"], "a/b", false),
        ([], ["*/*/*"], "a/b", true), (["*a*a*"], [], "banana", true), (["?"], [], "é", true),
        (["**"], [], "", true), (["a"], [], "", false), (["*b"], [], "abab", true),
        (["*b?"], [], "abab", false), (["*??b*"], [], "€bc", false), (["*??b"], [], "x€b", true),
    ])
    func patternsSelectTensors(
        include: [String],
        exclude: [String],
        name: String,
        isDumped: Bool
    ) throws {
        let writer = try writer()
        let probe = writer.probe(include: include, exclude: exclude)
        probe.dump(name, [Float(1)], role: .output, step: 0)
        try writer.close()
        #expect(try digests().isEmpty != isDumped)
    }

    @Test func aStepStaysWithinItsBudget() throws {
        let writer = try writer()
        var policy = DumpPolicy()
        policy.tensor = .always
        let probe = writer.probe(stepByteLimit: 24_000, policy: policy)
        let numbers = [Float](repeating: 1, count: 2_000)
        for step in 0..<3 {
            for name in ["a", "b", "c", "d"] {
                probe.dump(name, numbers, role: .output, step: step)
            }
        }
        for step in 3..<5 {
            for index in 0..<40 { probe.dump("n\(index)", numbers, role: .output, step: step) }
        }
        try writer.close()
        let tensors = try run.values().filter { $0.value.tag.hasSuffix("/tensor") }
        // Two fit, and of the others the numbers.
        #expect(
            tensors.prefix(6).map { "\($0.value.tag)@\($0.step)" }
                == (0..<3).flatMap { ["a/tensor@\($0)", "b/tensor@\($0)"] }
        )
        #expect(try digests().count { $0.hasSuffix("@0") } == 4)
        var bytes: [Int64: Int] = [:]
        for event in try run.events() { bytes[event.step, default: 0] += event.encoded().count }
        #expect(bytes.count == 5 && bytes.values.allSatisfy { $0 <= 25_000 })
        #expect(try digests().count { $0.hasSuffix("@4") } < 40)
        #expect(warnings.all.map(\.code) == [.overBudget])
    }

    @Test func aRecorderKeepsTheStepsInBetween() throws {
        let writer = try writer(FlightRecorder(steps: 3))
        let probe = writer.probe(every: 10)
        for step in 1..<10 {
            probe.dump("a", [step == 9 ? Float.nan : 1], role: .output, step: step)
        }
        try writer.close()
        #expect(try digests() == ["a@6", "a@7", "a@8", "a@9"])
    }

    @Test(arguments: [0, -3, Int.min, .max])
    func invalidIntervalsAreHarmless(interval: Int) throws {
        let writer = try writer()
        let probe = writer.probe(every: interval, stepByteLimit: .min)
        for step in [Int.min, -1, 0, 1, .max] {
            probe.dump("a", [Float.nan], role: .output, step: step)
        }
        try writer.close()
        #expect(try digests().count == 5)
    }
}
