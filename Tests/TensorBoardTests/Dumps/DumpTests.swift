import EventInspector
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What a dump puts into the file.
@Suite struct DumpTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private var options: SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        return options
    }

    @Test func aDumpIsOneEventWithEverything() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.dump("fc1/output", [Float(1), -2, 0, 4].shaped(2, 2), role: .output, step: 7)
        try writer.close()
        let events = try run.events()
        #expect(events.map(\.step) == [7])
        let values = try run.values().map(\.value)
        #expect(
            values.map(\.tag) == [
                "fc1/output/digest", "fc1/output/non_finite", "fc1/output/max_abs", "fc1/output",
                "fc1/output/tensor",
            ]
        )
        #expect(
            values.map(\.metadata?.pluginName) == [
                "tfevents_dump", "scalars", "scalars", "histograms", "tfevents_dump",
            ]
        )
        #expect(values.map(\.scalar) == [nil, 0, 4, nil, nil])
        let content = try #require(values[0].metadata?.pluginContent)
        var expected = DumpMetadata(
            name: "fc1/output",
            role: .output,
            pass: .forward,
            layer: "fc1",
            layerOrder: 1,
            form: .digest
        )
        #expect(try DumpMetadata(decoding: content) == expected)
        expected.form = .tensor
        let tensor = try #require(values[4].metadata?.pluginContent)
        #expect(try DumpMetadata(decoding: tensor) == expected)
        #expect(
            values[0].doubles == [
                1, 4, 0, 0, 0, 1, 1, 1, -1, -2, 4, 0.75, 4.6875.squareRoot(), 21.0.squareRoot(), 1,
                2,
                2, 2,
            ]
        )
        #expect(warnings.all.isEmpty)
    }

    @Test func theInspectorFindsWhatADumpSays() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 1...3 {
            var numbers = [Float](repeating: 0.5, count: 600)
            if step == 3 { (numbers[17], numbers[20]) = (.nan, -.infinity) }
            writer.dump("a/output", numbers.shaped(20, 30), role: .output, step: step)
        }
        try writer.close()
        let report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([run.logdir])
        let found = report.findings.map { "\($0.tag) \($0.kind) \($0.count) \($0.first.step)" }
        #expect(found == ["a/output/tensor nan 1 3", "a/output/tensor negativeInfinity 1 3"])
        #expect(report.findings.map(\.first.flatIndex) == [17, 20])
    }
}
