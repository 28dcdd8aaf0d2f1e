import EventInspector
import TensorBoard
import Testing

/// The code of "Finding NaN".
@Suite struct FindingNaNTests {
    private let step = 3
    private let batch: [Float] = [1, 2, 3, 4]
    private let hidden: [Float] = [0.5, 0.25]
    private let gradient: [Float] = [0, .nan]
    private let weight: [Float] = [1, -1]

    private func fc1(_ input: [Float]) -> [Float] { input.map { $0 / 2 } }

    @Test func theErrorSaysWhere() {
        let activations: [Float] = [0.5, .nan, 2, .infinity]
        do {
            try activations.shaped(2, 2).requireFinite("fc1/output")
        } catch {
            print(error)
        }

        let error = #expect(throws: NonFiniteError.self) {
            try activations.shaped(2, 2).requireFinite(
                "fc1/output",
                file: "Train/main.swift",
                line: 12
            )
        }
        #expect(
            error?.description
                == "fc1/output has 1 NaN, 1 +Inf among 4 elements, the first at [0, 1], flat index 1; "
                + "DT_FLOAT of shape [2, 2] (required to be finite at Train/main.swift:12)"
        )
    }

    @Test func everyRoleIsDumped() throws {
        try logging { writer in
            writer.dump("input", batch, role: .input, step: step)
            writer.dump("fc1/output", hidden, role: .output, step: step, operation: "linear")
            writer.dump("fc1/gradient", gradient, role: .gradient, step: step)
            writer.dump("fc1/weight", weight, role: .parameter, step: step)
        } _: { values in
            #expect(values.count { $0.plugin == "tfevents_dump" } == 8)
            #expect(values.count { $0.plugin == "histograms" } == 4)
            #expect(values.count { $0.plugin == "scalars" } == 8)
        }
    }

    @Test func theReadmeDumpsAndRequires() throws {
        let activations: [Float] = [1, 2, 3, 4]
        try logging { writer in
            writer.dump("fc1/output", hidden, role: .output, step: step, operation: "linear")
            try activations.shaped(2, 2).requireFinite("fc1/output")
        } _: { values in
            #expect(values.count == 5)
        }
    }

    @Test func policiesDecide() throws {
        try logging { writer in
            var policy = DumpPolicy()
            policy.image = .always
            policy.tensor = .small(elements: 4_096)
            writer.dump("input", batch.shaped(2, 2), role: .input, step: step, policy: policy)
        } _: { values in
            #expect(values.map(\.tag).contains("input/image"))
        }
    }

    @Test func aProbeWrapsALayer() throws {
        let step = 50
        try logging { writer in
            let probe = writer.probe(every: 50, exclude: ["embedding/*"], stepByteLimit: 16 << 20)
            let output = probe.layer("fc1", operation: "linear", input: batch, step: step) {
                fc1($0)
            }
            probe.gradient("fc1", gradient, step: step)
            #expect(output == [0.5, 1, 1.5, 2])
        } _: { values in
            let digests = values.map(\.tag).filter { $0.hasSuffix("/digest") }
            #expect(
                digests == ["fc1/input/digest", "fc1/output/digest", "fc1/gradient/digest"]
            )
        }
    }

    @Test func theRecorderHoldsTheLastSteps() throws {
        try inScratchDirectory {
            var options = SummaryWriter.Options()
            options.flightRecorder = FlightRecorder(
                steps: 20,
                triggers: [.above(1e4, "loss/train")]
            )
            let writer = try SummaryWriter(logdir: "runs/recorded", options: options)
            for step in 0..<1_000 {
                writer.dump(
                    "fc1/output",
                    [Float(step), step == 700 ? .nan : 1],
                    role: .output,
                    step: step
                )
                if writer.hasSeenNonFinite { break }
            }
            try writer.close()

            let tags = try values(below: "runs/recorded").map(\.tag)
            #expect(tags.count { $0 == "fc1/output/tensor" } == 21)
            let report = try LogdirScanner(options: ScanOptions(jobs: 2)).scan(["runs/recorded"])
            // The tensor and its digest say the same.
            #expect(report.findings.map(\.place) == [.digest, .tensor])
            #expect(report.findings.map(\.first.step) == [700, 700])
            #expect(report.findings.map(\.lastFinite?.step) == [699, 699])
        }
    }

    @Test func aFunctionIsCalled() throws {
        var options = SummaryWriter.Options()
        options.nonFinitePolicy = .call { event in
            print(event.tag, event.step, event.nanCount, event.firstIndex)
        }
        guard case .call = options.nonFinitePolicy else {
            Issue.record("the policy was not set")
            return
        }
    }
}
