import EventDecoding
import Foundation
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// A process that is killed loses nothing that was flushed, and tears one record at most.
@Suite(.serialized) struct KillTests {
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] == nil,
            "the killed process is slow under a sanitizer, and tells nothing more"
        )
    )
    func flushedValuesSurviveTwoHundredKillsAtRandomMoments() throws {
        var generator = SeededGenerator(seed: 7)
        for index in 0..<200 {
            let run = try WrittenRun()
            let logging = try LoggingProcess(run.logdir, "endless")
            // Each fifth kill may come before anything is flushed; the others have something to lose.
            let count = index % 5 == 0 ? 0 : Int.random(in: 1...4, using: &generator)
            let early = try logging.lines(count)
            Thread.sleep(forTimeInterval: .random(in: 0...0.02, using: &generator))
            logging.kill()
            let outcome = try logging.finish()
            #expect(outcome.isSignalled)
            let flushed = (early + outcome.output.split(separator: "\n").map(String.init))
                .compactMap { Int64($0) }
            #expect(flushed.count >= count)
            try check(run, flushed: flushed.last)
        }
    }

    private func check(_ run: WrittenRun, flushed: Int64?) throws {
        guard let file = try run.files().first else {
            #expect(flushed == nil)
            return
        }
        var reader = try EventFileReader(opening: file)
        var steps: [Int64: Int] = [:]
        while let event = try reader.next() {
            if case .summary = event.what { steps[event.step, default: 0] += 1 }
        }
        #expect(reader.malformedEvents.isEmpty)
        #expect(reader.damage.allSatisfy { $0.kind == .truncatedTail })
        #expect(reader.damage.count <= 1)
        for step in 0...(flushed ?? 0) where flushed != nil { #expect(steps[step] == 22) }
        if let damage = reader.damage.first {
            // What is left of it can be cut off.
            let recovery = try EventFile.recover(file)
            #expect(recovery.removedByteCount == damage.byteCount)
            var whole = try EventFileReader(opening: file)
            while try whole.next() != nil {}
            #expect(whole.damage.isEmpty)
        }
    }
}
