import Foundation
import SystemPackage
import TensorBoard
import Testing

/// The code of "Resuming and crashes".
@Suite struct ResumingTests {
    @Test func aFlushWritesValuesToTheFile() throws {
        try logging { writer in
            writer.addScalar("loss", 0.25, step: 1_000)
            try writer.flush(durably: true)
            #expect(try values(below: writer.directory.string).map(\.tag) == ["loss"])
        } _: { values in
            #expect(values.count == 1)
        }
    }

    @Test func optionsAreSet() throws {
        try inScratchDirectory {
            var options = SummaryWriter.Options()
            options.flushInterval = .seconds(10)
            options.queueByteLimit = 64 << 20
            options.onError = { error in print("cannot log:", error) }
            options.onWarning = { warning in print("odd:", warning) }
            let writer = try SummaryWriter(logdir: "runs/careful", options: options)
            try writer.close()
            #expect(writer.droppedCount == 0)
        }
    }

    @Test func aResumedRunTakesBackOldPoints() throws {
        try inScratchDirectory {
            let old = try SummaryWriter(logdir: "runs/mnist")
            old.addScalar("old", 1, step: 600)
            try old.close()

            let writer = try SummaryWriter(logdir: "runs/mnist", purgeStep: 500)
            writer.addScalar("loss", 0.5, step: 500)

            try writer.close()
            let tags = try values(below: "runs/mnist").map(\.tag)
            #expect(tags == ["old", "old", "loss"])
        }
    }

    @Test func aTornFileIsCut() throws {
        try inScratchDirectory {
            let torn = try SummaryWriter(logdir: "runs/torn")
            torn.addScalar("loss", 1, step: 1)
            let path = try #require(torn.eventFile)
            try torn.close()
            let file = try #require(FileHandle(forWritingAtPath: path.string))
            try file.seekToEnd()
            try file.write(contentsOf: Data([1, 2, 3]))
            try file.close()

            let recovery = try EventFile.recover(path)
            print("kept", recovery.recordCount, "records, cut", recovery.removedByteCount, "bytes")
            #expect(recovery.removedByteCount == 3)
            #expect(recovery.recordCount == 2)
        }
    }
}
