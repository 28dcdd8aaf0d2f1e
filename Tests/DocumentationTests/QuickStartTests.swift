import EventInspector
import Foundation
import TensorBoard
import TestSupport
import Testing

/// What README.md shows first.
@Suite struct QuickStartTests {
    @Test func theQuickStartWritesTheFilesThatItMentions() throws {
        try inScratchDirectory {
            let writer = try SummaryWriter(logdir: "runs/first")
            writer.addHParams(["lr": 0.01, "optimizer": "sgd"])
            var weights = (0..<1_000).map { _ in Float.random(in: -1...1) }
            for step in 0..<200 {
                let loss = weights.reduce(0) { $0 + $1 * $1 } / Float(weights.count)
                writer.addScalar("loss/train", loss, step: step)
                writer.addHistogram("weights", weights, step: step)
                weights = weights.map { $0 - 0.01 * 2 * $0 }
            }
            try writer.close()

            let tags = try values(below: "runs/first").map(\.tag)
            #expect(tags.count { $0 == "loss/train" } == 200)
            #expect(tags.count { $0 == "weights" } == 200)
            #expect(tags.contains("_hparams_/session_start_info"))
            #expect(tags.contains("_hparams_/session_end_info"))
        }
    }

    @Test func theLandingPageWritesOneScalarPerStep() throws {
        try inScratchDirectory {
            let writer = try SummaryWriter(logdir: "runs/mnist")
            for step in 0..<1_000 {
                writer.addScalar("loss/train", 1 / Float(step + 1), step: step)
            }
            try writer.close()

            #expect(try values(below: "runs/mnist").count == 1_000)
        }
    }

    @Test func theScannerCountsNonFiniteValues() throws {
        try inScratchDirectory {
            let run = try SummaryWriter(logdir: "runs/1")
            run.addScalar("loss", Float.nan, step: 3)
            try run.close()
            let report = try LogdirScanner(options: ScanOptions(jobs: 2)).scan(["runs"])
            for finding in report.findings {
                print(finding.run, finding.tag, finding.kind, finding.first.step)
            }
            #expect(report.findings.map(\.tag) == ["loss"])
        }
    }
}
