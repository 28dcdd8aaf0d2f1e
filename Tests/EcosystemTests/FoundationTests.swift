import Foundation
import SystemPackage
import TFRecord
import TensorBoard
import TensorBoardEvents
import TensorBoardFoundation
import TestSupport
import Testing

/// Foundation's types in the writer's calls.
@Suite struct FoundationTests {
    @Test(arguments: [
        WriterError(code: .open, path: "/a", errno: .permissionDenied),
        WriterError(code: .remote, path: "s3://bucket"),
        WriterError(code: .dropped, path: "/a", droppedCount: 3),
    ])
    func anErrorSaysTheSameToThoseWhoAskFoundation(_ error: WriterError) {
        #expect(error.localizedDescription == error.description)
        #expect((error as any Error).localizedDescription == error.description)
    }

    @Test func everyPublicErrorIsLocalized() throws {
        let notFinite = try #require(throws: NonFiniteError.self) {
            try [Float.nan].requireFinite("x")
        }
        #expect((notFinite as any Error).localizedDescription == notFinite.description)
        let run = try LoggedRun()
        try run.directory.write([1, 2, 3], to: "torn")
        let record = try #require(throws: RecordError.self) {
            var reader = try RecordReader(opening: run.directory.path("missing"))
            _ = try reader.next()
        }
        #expect((record as any Error).localizedDescription == record.description)
        let event = EventError(code: .malformed)
        #expect((event as any Error).localizedDescription == event.description)
    }

    @Test func aDateIsAWallTime() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let date = Date(timeIntervalSince1970: 1_700_000_000.5)
        writer.addScalar("a", 1, step: 1, wallTime: .date(date))
        writer.addText("b", "c", step: 1, wallTime: .date(date))
        let corners: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]
        writer.addMesh("m", vertices: corners.shaped(3, 3), step: 1, wallTime: .date(date))
        writer.addHParams(["lr": 1], startTime: .date(date))
        try writer.close()
        var event = Event(wallTime: .date(date), step: 1, what: .summary(Summary(values: [])))
        #expect(event.wallTime == 1_700_000_000.5)
        #expect(event.date == date)
        event.date += 1
        #expect(event.wallTime == 1_700_000_001.5)
    }

    @Test func aFileURLIsALogdir() async throws {
        let run = try LoggedRun()
        let logdir = URL(filePath: run.directory.path.string).appending(path: "a b%20ü")
        let writer = try SummaryWriter(logdir: logdir)
        #expect(writer.directory == run.directory.path.appending("a b%20ü"))
        #expect(
            writer.directoryURL.path(percentEncoded: false).hasPrefix(
                logdir.path(percentEncoded: false)
            )
        )
        try await writer.close()
        let other = URL(filePath: run.directory.path.string).appending(path: "other")
        let sum = try SummaryWriter.withWriter(logdir: other) { writer in
            writer.addScalar("a", 1, step: 1)
            return 1
        }
        let later = try await SummaryWriter.withWriter(logdir: other) { writer in
            await Task.yield()
            writer.addScalar("a", 2, step: 2)
            return 2
        }
        #expect(sum + later == 3)
    }

    @Test(arguments: ["s3://bucket/run", "https://host/run", "file://server/run"])
    func otherURLsAreErrors(_ text: String) throws {
        let url = try #require(URL(string: text))
        let error = #expect(throws: WriterError.self) { try SummaryWriter(logdir: url) }
        #expect(error?.code == .remote)
        #expect(error?.description.hasPrefix("\(text) is a URL, not a path") == true)
        #expect(throws: WriterError.self) { try SummaryWriter.withWriter(logdir: url) { _ in } }
    }

    @Test func dataIsATensor() throws {
        let run = try LoggedRun()
        let writer = try run.writer()
        let floats = [Float(1.5), -2].withUnsafeBytes { Data($0) }
        writer.addTensor("bytes", Data([1, 2, 3]), step: 1)
        writer.addTensor("floats", floats.tensor(of: .float, shape: [2, 1]), step: 1)
        // A slice begins elsewhere.
        writer.addTensor("slice", floats[4...].tensor(of: .float, shape: [1]), step: 1)
        try writer.close()
        let tensors = try run.values().compactMap { _, value -> TensorProto? in
            if case .tensor(let tensor) = value.content { tensor } else { nil }
        }
        #expect(tensors.map(\.dtype) == [.uint8, .float, .float])
        #expect(tensors.map(\.shape.dimensions) == [[3], [2, 1], [1]])
        #expect(tensors[0].content == [1, 2, 3])
        #expect(tensors[2].content == [0, 0, 0, 0xc0])
    }
}
