#if SwiftMetrics
import CoreMetrics
import TensorBoard
import Testing

@testable import TensorBoardMetrics

/// Metrics of swift-metrics as scalars and histograms.
@Suite struct MetricsTests {
    @Test func aCounterIsItsTotal() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let factory = TensorBoardMetricsFactory(writer: writer)
        for step in 0..<3 {
            writer.step = step
            // As programs do: the metric is made each time.
            for _ in 0..<4 { Counter(label: "n", factory: factory).increment(by: 16) }
            FloatingPointCounter(label: "x", factory: factory).increment(by: 0.25)
        }
        Counter(label: "n", factory: factory).reset()
        try writer.close()
        let scalars = try run.scalars()
        #expect(scalars.filter { $0.hasPrefix("n") } == ["n@0=64.0", "n@1=128.0", "n@2=0.0"])
        #expect(scalars.filter { $0.hasPrefix("x") } == ["x@0=0.25", "x@1=0.5", "x@2=0.75"])
    }

    @Test func aGaugeAndAMeterAreTheirLastValue() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let factory = TensorBoardMetricsFactory(writer: writer)
        let gauge = Gauge(label: "gauge", factory: factory)
        let meter = Meter(label: "meter", factory: factory)
        gauge.record(1)
        gauge.record(2.5)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement()
        writer.step = 1
        gauge.record(Double.nan)
        try writer.close()
        #expect(
            try run.scalars().sorted() == ["gauge@0=2.5", "gauge@1=nan", "meter@0=11.5"]
        )
    }

    @Test func aTimerHasAMeanAndADistributionInItsUnit() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let factory = TensorBoardMetricsFactory(writer: writer)
        let seconds = Timer(label: "seconds", factory: factory)
        seconds.recordMilliseconds(250)
        seconds.recordSeconds(1)
        let handler = factory.makeTimer(label: "millis", dimensions: [])
        handler.preferDisplayUnit(.milliseconds)
        handler.recordNanoseconds(1_500_000)
        // The numbers of one chart share a unit.
        handler.preferDisplayUnit(.days)
        writer.step = 1
        handler.recordNanoseconds(2_500_000)
        try writer.close()
        #expect(
            try run.scalars().sorted() == ["millis@0=1.5", "millis@1=2.5", "seconds@0=0.625"]
        )
        let histograms = try run.values().filter { $0.value.tag.hasSuffix("/distribution") }
        #expect(
            histograms.map(\.value.tag).sorted() == [
                "millis/distribution", "millis/distribution", "seconds/distribution",
            ]
        )
        let descriptions = try run.descriptions()
        #expect(descriptions["millis"]?.contains("in milliseconds") == true)
        #expect(descriptions["millis/distribution"]?.contains("in milliseconds") == true)
        #expect(descriptions["seconds"]?.contains("in seconds") == true)
    }

    @Test func aRecorderCountsEveryStepForItself() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let recorder = Recorder(
            label: "size",
            factory: TensorBoardMetricsFactory(writer: writer)
        )
        recorder.record(1)
        recorder.record(3)
        try writer.flush()
        // The step goes on: its point is logged again, with all of its values.
        recorder.record(5)
        writer.step = 1
        recorder.record(10)
        try writer.close()
        #expect(try run.scalars() == ["size@0=2.0", "size@0=3.0", "size@1=10.0"])
    }

    @Test func dimensionsNameTheTag() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let factory = TensorBoardMetricsFactory(writer: writer)
        Counter(label: "r", dimensions: [("b", "2"), ("a", "1")], factory: factory).increment()
        Counter(label: "r", dimensions: [("a", "1"), ("b", "2")], factory: factory).increment()
        Counter(label: "r", factory: factory).increment()
        try writer.close()
        #expect(try run.scalars() == ["r@0=1.0", "r/a=1,b=2@0=2.0"])
    }

    @Test func twoKindsOfOneLabelHaveTwoTags() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let factory = TensorBoardMetricsFactory(writer: writer)
        Gauge(label: "a", factory: factory).record(2)
        Counter(label: "a", factory: factory).increment()
        try writer.close()
        #expect(try run.scalars() == ["a@0=2.0", "a/counter@0=1.0"])
    }

    @Test func aDestroyedMetricLogsWhatIsLeftAndStartsAgain() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let factory = TensorBoardMetricsFactory(writer: writer)
        let old = Counter(label: "n", factory: factory)
        old.increment(by: 5)
        old.destroy()
        try writer.flush()
        #expect(try run.scalars() == ["n@0=5.0"])
        writer.step = 1
        let new = Counter(label: "n", factory: factory)
        new.increment()
        try writer.flush()
        #expect(try run.scalars() == ["n@0=5.0", "n@1=1.0"])

        // The tag is free for another kind once no metric has it.
        new.destroy()
        writer.step = 2
        Gauge(label: "n", factory: factory).record(7)
        Timer(label: "t", factory: factory).destroy()
        Recorder(label: "t", factory: factory).destroy()
        Meter(label: "t", factory: factory).destroy()
        FloatingPointCounter(label: "t", factory: factory).destroy()
        try writer.close()
        #expect(try run.scalars().last == "n@2=7.0")
    }

    @Test func nothingIsLostAmongTasks() async throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let factory = TensorBoardMetricsFactory(writer: writer)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<500 { Counter(label: "n", factory: factory).increment() }
                }
            }
        }
        try await writer.close()
        #expect(try run.scalars().last == "n@0=4000.0")
    }

    @Test func aSampleKeepsItsMeanAndABoundedPart() throws {
        var sample = Sample()
        #expect(sample.mean == nil)
        let count = Sample.limit * 5
        for value in 0..<count { sample.add(Double(value)) }
        #expect(sample.count == count)
        #expect(sample.mean == Double(count - 1) / 2)
        #expect(sample.kept.count <= Sample.limit)
        #expect(sample.kept.count > Sample.limit / 2)
        // Evenly apart, from the first on.
        let distances = Set(zip(sample.kept, sample.kept.dropFirst()).map { $1 - $0 })
        #expect(distances == [8])
        #expect(sample.kept.first == 0)
        sample.beginStep()
        #expect(sample.count == 0 && sample.kept.isEmpty)
    }
}
#endif
