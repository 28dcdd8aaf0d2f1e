import Foundation
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// A file that takes the place of a deleted one is complete in itself.
@Suite struct ReplacedFileTests {
    /// The warning comes between the look at what the file holds and the record in the queue.
    @Test(arguments: ["histogram", "scalars", "tensor", "large tensor"])
    func aValueThatIsBeingLoggedKeepsItsMetadata(kind: String) throws {
        let run = try WrittenRun()
        let writers = Collected<SummaryWriter>()
        var options = SummaryWriter.Options.silent
        options.flushInterval = .seconds(3_000)
        let logdir = run.logdir + "/run"
        options.onWarning = { _ in
            for writer in writers.all {
                try? FileManager.default.removeItem(atPath: logdir)
                writer.addScalar("other", 1, step: 1)
                try? writer.flush()
            }
        }
        let writer = try SummaryWriter(logdir: logdir, options: options)
        func log(step: Int) {
            switch kind {
            case "histogram": writer.addHistogram("x", [Float(1), 2], step: step)
            case "scalars": writer.addScalars(["x": 1.5], step: step)
            case "tensor": writer.addTensor("x", [Float(1), 2], step: step)
            default: writer.addTensor("x", [Float](repeating: 1, count: 50_000), step: step)
            }
        }
        log(step: 5)
        try writer.flush()
        writers.append(writer)
        log(step: 3)
        writers.removeAll()
        try writer.close()
        let values = try run.values("run")
        // Scalars are in the queue before anything odd about them is told.
        #expect(values.map(\.value.tag) == (kind == "scalars" ? ["x", "other"] : ["other", "x"]))
        #expect(values.allSatisfy { $0.value.metadata != nil })
    }

    /// TensorBoard tells names apart by their bytes, Swift does not.
    @Test func tagsThatOnlyLookAlikeHaveTheirOwnMetadata() throws {
        let run = try WrittenRun()
        var options = SummaryWriter.Options.silent
        options.flushInterval = .seconds(3_000)
        let writer = try SummaryWriter(logdir: run.logdir + "/run", options: options)
        let tags = ["e\u{301}", "\u{e9}"]
        for (step, index) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            if (step, index) == (1, 0) {
                try writer.flush()
                try run.directory.remove("run")
            }
            writer.addScalar(tags[index], 1.0, step: step, description: "\(index)")
        }
        try writer.close()
        let values = try run.values("run")
        #expect(values.map { Array($0.value.tag.utf8) } == tags.map { Array($0.utf8) })
        #expect(values.map { $0.value.metadata?.description } == ["0", "1"])
    }

    @Test func runsThatOnlyLookAlikeStayTwo() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        let runs = ["e\u{301}", "\u{e9}"].map { writer.subrun(named: $0) }
        #expect(runs[0].log !== runs[1].log)
        #expect(writer.subrun(named: "\u{e9}").log === runs[1].log)
        try writer.close()
    }
}
