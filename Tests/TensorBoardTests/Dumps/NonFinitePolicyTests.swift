import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What a writer does about values that are not finite.
@Suite struct NonFinitePolicyTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private func writer(_ policy: NonFinitePolicy) throws -> SummaryWriter {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        options.nonFinitePolicy = policy
        return try SummaryWriter(logdir: run.logdir, options: options)
    }

    private func logEverything(_ writer: SummaryWriter, _ bad: Float, step: Int) {
        writer.addScalar("scalar", bad, step: step)
        writer.addScalar("double", Double(bad), step: step)
        writer.addScalars("main", ["one": bad, "two": 1], step: step)
        writer.addHistogram("histogram", [1, bad, 2].shaped(3, 1), step: step)
        writer.addTensor("tensor", [1, 2, bad], step: step)
        writer.dump("dump", [bad, 2], role: .gradient, step: step)
    }

    @Test func finiteValuesAreNotReported() throws {
        let events = Collected<NonFiniteEvent>()
        let writer = try writer(.call { events.append($0) })
        logEverything(writer, 1, step: 0)
        #expect(events.all.isEmpty && !writer.hasSeenNonFinite)
        try writer.close()
    }

    @Test func aFunctionIsCalledEachTime() throws {
        let events = Collected<NonFiniteEvent>()
        let writer = try writer(.call { events.append($0) })
        logEverything(writer, -.infinity, step: 4)
        logEverything(writer, .nan, step: 5)
        try writer.close()
        let found = events.all
        #expect(
            found.map(\.tag)
                == (0..<2).flatMap { _ in
                    ["scalar", "double", "main/one", "histogram", "tensor", "dump"]
                }
        )
        #expect(found.map(\.step) == [4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5])
        #expect(found.prefix(6).allSatisfy { $0.negativeInfinityCount == 1 && $0.nanCount == 0 })
        #expect(found.suffix(6).allSatisfy { $0.negativeInfinityCount == 0 && $0.nanCount == 1 })
        #expect(found.prefix(6).map(\.firstIndex) == [[], [], [], [1, 0], [2], [0]])
        #expect(found.prefix(6).map(\.role) == [nil, nil, nil, nil, nil, .gradient])
        #expect(found[0].description == "scalar, step 4: -Inf")
        #expect(
            found[3].description
                == "histogram, step 4: 1 -Inf among 3 elements, the first at [1, 0], flat index 1; "
                + "DT_FLOAT of shape [3, 1]"
        )
        #expect(warnings.all.isEmpty)
    }

    @Test func eachTagIsWarnedAboutOnce() throws {
        let writer = try writer(.warn)
        for step in 0..<3 { logEverything(writer, .nan, step: step) }
        try writer.close()
        #expect(
            warnings.all.map(\.tag)
                == ["scalar", "double", "main/one", "histogram", "tensor", "dump"]
        )
        #expect(warnings.all.allSatisfy { $0.code == .notFinite && $0.step == 0 })
    }

    @Test func recordingRemembersNonFiniteValues() throws {
        let writer = try writer(.record)
        writer.addTensor("tensor", [Float.nan], step: 0)
        #expect(!writer.hasSeenNonFinite)
        writer.dump("dump", [Float.nan], role: .output, step: 0)
        #expect(writer.hasSeenNonFinite)
        try writer.close()
        #expect(warnings.all.isEmpty)
    }

    @Test func theFunctionMayLogNonFiniteValues() throws {
        let holder = Collected<SummaryWriter>()
        let writer = try writer(
            .call { event in
                for writer in holder.all {
                    writer.addScalar("seen", Float.nan, step: event.step)
                    writer.dump("again", [Float.nan], role: .output, step: event.step)
                }
            }
        )
        holder.append(writer)
        writer.addScalar("a", Float.nan, step: 1)
        try writer.close()
        #expect(try run.scalars().count { $0.hasPrefix("seen@1") } == 1)
    }
}
