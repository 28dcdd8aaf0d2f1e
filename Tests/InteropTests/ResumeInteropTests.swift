import SystemPackage
import TensorBoard
import Testing

/// A run that is resumed from an earlier step, as both of TensorBoard's loaders show it.
@Suite(.enabled(if: Peers.areWanted, Peers.hint), .serialized)
struct ResumeInteropTests {
    /// `a` and the image are logged again, `b` is not: none may keep what came after the resumption.
    @Test(arguments: [false, true])
    func pointsAfterThePurgedStepAreGone(isTorn: Bool) throws {
        let logdir = try InteropLogdir()
        let first = try SummaryWriter(logdir: logdir.path)
        let train = first.subrun(named: "train")
        for step in 0..<10 { log(step, to: [first, train], tags: ["a", "b"]) }
        let file = try #require(first.eventFile)
        try first.close()
        if isTorn { try tear(file) }

        let second = try SummaryWriter(logdir: logdir.path, purgeStep: 5)
        for step in 5..<8 { log(step, to: [second, second.subrun(named: "train")], tags: ["a"]) }
        try second.close()

        for run in [".", "train"] {
            for step in 0..<8 {
                let value = step < 5 ? Double(step) : -Double(step)
                logdir.expectScalar(value, step: step, run: run, tag: "a")
            }
            for step in 0..<5 { logdir.expectScalar(Double(step), step: step, run: run, tag: "b") }
        }
        try logdir.writeExpectation()
        let outcome = try Peers.run("check_api.py", logdir.path)
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    private func log(_ step: Int, to writers: [SummaryWriter], tags: [String]) {
        for writer in writers {
            for tag in tags {
                // What is logged again has another sign.
                writer.addScalar(tag, tags.count == 1 ? -step : step, step: step)
            }
            writer.addHistogram("h", [Float(step), 1], step: step)
        }
    }

    /// Leaves a part of a record at the end, and cuts that off again.
    private func tear(_ file: FilePath) throws {
        let descriptor = try FileDescriptor.open(file, .writeOnly, options: .append)
        try descriptor.closeAfter { _ = try descriptor.writeAll([0x30, 0, 0, 0, 0, 0, 0]) }
        #expect(try EventFile.recover(file).removedByteCount == 7)
    }
}
