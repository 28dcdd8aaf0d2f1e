import Dispatch
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import TensorBoard

/// A disk that is slower than what is logged.
@Suite(.tags(.slow), .unlessSkipped) struct SlowDiskTests {
    @Test func aFlushEndsEvenIfOthersKeepLogging() throws {
        let pipe = try FileDescriptor.pipe()
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 2 << 20
        options.flushInterval = .seconds(3_000)
        let writer = SummaryWriter(writingTo: pipe.writeEnd, options: options)
        let hasFlushed = Flag()
        let (isRead, isLogged) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        // At most 16 MB in a second.
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 1 << 14)
            while true {
                let count = try? buffer.withUnsafeMutableBytes { try pipe.readEnd.read(into: $0) }
                guard let count, count > 0 else { break }
                if !hasFlushed.isSet { usleep(1_000) }
            }
            isRead.signal()
        }
        // The limit only ends the test where the rule does not hold.
        let limit = ContinuousClock.now + Patience.limit
        Thread.detachNewThread {
            let large = [UInt8](repeating: 1, count: 1 << 18)
            while !hasFlushed.isSet, ContinuousClock.now < limit {
                writer.addTensor("t", large, step: 1)
            }
            isLogged.signal()
        }
        try Patience.wait(for: "a queue that is full") { writer.droppedCount > 0 }
        try writer.flush()
        #expect(ContinuousClock.now < limit, "the flush ended only after others stopped logging")
        hasFlushed.set()
        isLogged.wait()
        #expect(throws: WriterError.self) { try writer.close() }
        try pipe.writeEnd.close()
        isRead.wait()
        try pipe.readEnd.close()
    }
}

private final class Flag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock { $0 } }

    func set() { state.withLock { $0 = true } }
}
