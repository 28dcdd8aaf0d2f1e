import EventDecoding
import Synchronization
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// A sink of the program has the guarantees of a file.
@Suite struct SinkTests {
    /// Keeps batches, or refuses them.
    private final class MemorySink: RecordSink {
        struct State {
            var batches: [RecordBatch] = []
            var refusal: (any Error)?
            var refusedNumbers: [Int] = []
            var synchronizationCount = 0
            var closingCount = 0
        }

        let state = Mutex(State())

        var name: String { "memory" }

        func write(_ batch: RecordBatch) throws {
            try state.withLock { state in
                if let refusal = state.refusal {
                    state.refusedNumbers.append(batch.number)
                    throw refusal
                }
                state.batches.append(batch)
            }
        }

        func synchronize() throws { state.withLock { $0.synchronizationCount += 1 } }

        func close() throws { state.withLock { $0.closingCount += 1 } }

        func refuse(_ error: (any Error)?) { state.withLock { $0.refusal = error } }

        /// The events of a run, whose batches are an event file.
        func events(_ run: String = "") throws -> [Event] {
            let batches = state.withLock { $0.batches }.filter { $0.run == run }
            #expect(batches.map(\.number) == batches.indices.map { $0 })
            let file = try ScratchFile(batches.flatMap(\.bytes))
            var reader = try EventFileReader(opening: file.path)
            var events: [Event] = []
            while let event = try reader.next() { events.append(event) }
            #expect(reader.damage.isEmpty)
            #expect(events.first?.what == .fileVersion("brain.Event:2"))
            return Array(events.dropFirst())
        }
    }

    private struct Refused: Error, CustomStringConvertible {
        var description: String { "the bucket does not exist" }
    }

    private let sink = MemorySink()

    private func options(_ errors: Collected<WriterError>) -> SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.onError = { errors.append($0) }
        options.flushInterval = .seconds(3_000)
        return options
    }

    @Test func theBatchesOfARunAreAnEventFile() throws {
        let writer = SummaryWriter(to: sink, options: .silent)
        let train = writer.subrun(named: "train")
        for step in 0..<100 {
            writer.addScalar("a", step, step: step)
            train.addImage("i", [UInt8](repeating: 1, count: 1 << 16).shaped(256, 256), step: step)
            if step % 10 == 0 { try writer.flush() }
        }
        try writer.close()
        #expect(try sink.events().map(\.step) == (0..<100).map { $0 })
        #expect(try sink.events("train").map(\.step) == (0..<100).map { $0 })
        #expect(sink.state.withLock { $0.closingCount } == 1)
        #expect(writer.eventFile == nil)
    }

    @Test func aFlushWaitsForTheSink() throws {
        let writer = SummaryWriter(to: sink, options: .silent)
        writer.addScalar("a", 1, step: 1)
        try writer.flush()
        #expect(try sink.events().map(\.step) == [1])
        #expect(sink.state.withLock { $0.synchronizationCount } == 0)
        try writer.flush(durably: true)
        #expect(sink.state.withLock { $0.synchronizationCount } == 1)
        try writer.close()
    }

    @Test func refusedRecordsAreKeptAndPassedAgain() throws {
        let errors = Collected<WriterError>()
        let writer = SummaryWriter(to: sink, options: options(errors))
        writer.addScalar("a", 1, step: 1)
        sink.refuse(Refused())
        for _ in 0..<2 {
            let error = #expect(throws: WriterError.self) { try writer.flush() }
            #expect(error?.code == .write)
            #expect(error?.reason == "the bucket does not exist")
            #expect(error?.description.contains("memory: the bucket does not exist") == true)
        }
        #expect(errors.all.count == 1)
        sink.refuse(nil)
        writer.addScalar("a", 2, step: 2)
        try writer.flush()
        #expect(try sink.events().map(\.step) == [1, 2])
        #expect(Set(sink.state.withLock { $0.refusedNumbers }) == [0])
        try writer.close()
        #expect(writer.droppedCount == 0)
    }

    @Test func anErrorOfTheOperatingSystemIsToldAsSuch() throws {
        let writer = SummaryWriter(to: sink, options: .silent)
        sink.refuse(Errno.connectionReset)
        writer.addScalar("a", 1, step: 1)
        let error = #expect(throws: WriterError.self) { try writer.flush() }
        #expect(error?.errno == .connectionReset)
        #expect(error?.reason == nil)
        sink.refuse(nil)
        try writer.close()
    }

    @Test func whatASinkNeverTakesIsCounted() throws {
        let errors = Collected<WriterError>()
        var options = options(errors)
        options.queueByteLimit = 2 << 20
        let writer = SummaryWriter(to: sink, options: options)
        sink.refuse(Refused())
        for step in 0..<10 {
            writer.addTensor("t", [UInt8](repeating: 1, count: 500_000), step: step)
        }
        let error = #expect(throws: WriterError.self) { try writer.close() }
        #expect(error?.reason == "the bucket does not exist")
        #expect(error?.droppedCount == 10)
        #expect(errors.all.count == 1)
        #expect(sink.state.withLock { $0.closingCount } == 1)
    }

    @Test func embeddingsAreLeftOutWithAWarning() throws {
        let warnings = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.onWarning = { warnings.append($0) }
        let writer = SummaryWriter(to: sink, options: options)
        writer.addEmbedding("e", [Float(1), 2].shaped(1, 2))
        try writer.close()
        #expect(warnings.all.map(\.tag) == ["e"])
        #expect(try DirectoryListing.names(in: ".").contains("projector") == false)
    }
}
