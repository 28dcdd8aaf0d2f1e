import Dispatch
import EventDecoding
import Foundation
import Synchronization
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// The queue is bounded, and logging does not wait for what takes its time.
@Suite struct QueueTests {
    /// Takes nothing until it is asked for everything.
    private func stuckPipe() throws -> (reading: FileDescriptor, writing: FileDescriptor) {
        let pipe = try FileDescriptor.pipe()
        return (pipe.readEnd, pipe.writeEnd)
    }

    @Test func valuesThatDoNotFitAreDroppedAndCounted() throws {
        let (reading, writing) = try stuckPipe()
        let warnings = Collected<WriterWarning>()
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 3 << 20
        options.onWarning = { warnings.append($0) }
        let writer = SummaryWriter(writingTo: writing, options: options)
        let count = 200_000
        // More than 10 MB; a logger that waited would stand here for ever.
        for step in 0..<count { writer.addScalar("a", step, step: step) }
        let dropped = writer.droppedCount
        #expect(dropped > count / 4)
        #expect(dropped < count * 3 / 4)
        #expect(warnings.all.map(\.code) == [.queueFull])
        let reader = PipeReader(reading)
        let error = #expect(throws: WriterError.self) { try writer.close() }
        try writing.close()
        let file = try ScratchFile(try reader.finish())
        var events = try EventFileReader(opening: file.path)
        var steps: [Int64] = []
        while let event = try events.next() {
            if case .summary = event.what { steps.append(event.step) }
        }
        #expect(error?.code == .dropped)
        #expect(error?.droppedCount == dropped)
        #expect(steps.count == count - dropped)
        // The newest are dropped: what was kept is the beginning, without a gap.
        #expect(steps == steps.indices.map(Int64.init))
        #expect(events.damage.isEmpty)
    }

    @Test func aWaitingWriterLosesNothing() throws {
        let (reading, writing) = try stuckPipe()
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 2 << 20
        options.queuePolicy = .wait
        let writer = SummaryWriter(writingTo: writing, options: options)
        let reader = PipeReader(reading)
        for step in 0..<200_000 { writer.addScalar("a", step, step: step) }
        writer.addTensor("t", [UInt8](repeating: 1, count: 1 << 20), step: 0)
        try writer.close()
        try writing.close()
        let file = try ScratchFile(try reader.finish())
        var events = try EventFileReader(opening: file.path)
        var count = 0
        while try events.next() != nil { count += 1 }
        #expect(count == 200_002)
    }

    @Test func aTensorLargerThanTheQueueIsDropped() throws {
        let run = try WrittenRun()
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 1 << 20
        for policy in [SummaryWriter.QueuePolicy.dropNewest, .wait] {
            options.queuePolicy = policy
            let writer = try SummaryWriter(logdir: run.logdir, options: options)
            writer.addTensor("t", [UInt8](repeating: 1, count: 2 << 20), step: 0)
            writer.addTensor("t", [UInt8](repeating: 1, count: 1_000), step: 1)
            let error = #expect(throws: WriterError.self) { try writer.close() }
            #expect(error?.droppedCount == 1)
        }
        // The first to be kept carries the tag's metadata.
        #expect(try run.values().allSatisfy { $0.step == 1 && $0.value.metadata != nil })
        #expect(try run.values().count == 2)
    }

    @Test func threadsLoseNothingAndKeepTheirOrder() async throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        let isSanitized = ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] != nil
        let count = isSanitized ? 2_000 : TestDepth.rounds(2_000, of: 10_000)
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for step in 0..<count {
                        writer.addScalar("own/\(thread)", step, step: step)
                        switch step % 1_000 {
                        case 7: writer.addHistogram("h/\(thread)", [Float(1), 2], step: step)
                        case 8:
                            let large = [Float](repeating: 1, count: 20_000)
                            writer.addTensor("t/\(thread)", large, step: step)
                        case 9: try? writer.flush()
                        default: writer.subrun(named: "shared").addScalar("same", 1, step: 0)
                        }
                    }
                }
            }
        }
        try await writer.close()
        var steps: [String: [Int64]] = [:]
        for (step, value) in try run.values() { steps[value.tag, default: []].append(step) }
        for thread in 0..<8 {
            #expect(steps["own/\(thread)"] == (0..<Int64(count)).map { $0 })
            #expect(steps["h/\(thread)"]?.count == count / 1_000)
            #expect(steps["t/\(thread)"]?.count == count / 1_000)
        }
        #expect(try run.values("shared").count == 8 * (count - 3 * count / 1_000))
    }

    @Test func writersOfOneSecondHaveDifferentFiles() async throws {
        let run = try WrittenRun()
        let logdir = run.logdir
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<50 {
                group.addTask {
                    let writer = try SummaryWriter(logdir: logdir)
                    writer.addScalar("a/\(index)", 1, step: 1)
                    try writer.close()
                }
            }
            try await group.waitForAll()
        }
        #expect(try run.files().count == 50)
        #expect(Set(try run.scalars()).count == 50)
    }

    @Test func processesOfOneDirectoryHaveDifferentFiles() throws {
        let run = try WrittenRun()
        let processes = try (0..<4).map { _ in try LoggingProcess(run.logdir, "returns") }
        for process in processes { #expect(try process.finish().status == 0) }
        #expect(try run.files().count == 4)
        #expect(try run.scalars().count == 4)
    }
}

/// Reads a pipe to its end, on a thread of its own: those of tasks are few, and may all be waiting.
private final class PipeReader: Sendable {
    private let result = Mutex<Result<[UInt8], any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ descriptor: FileDescriptor) {
        Thread.detachNewThread { [self] in
            let read = Result { try Self.readAll(descriptor) }
            result.withLock { $0 = read }
            isDone.signal()
        }
    }

    func finish() throws -> [UInt8] {
        isDone.wait()
        return try result.withLock { $0 }?.get() ?? []
    }

    private static func readAll(_ descriptor: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        try descriptor.close()
        return bytes
    }
}
