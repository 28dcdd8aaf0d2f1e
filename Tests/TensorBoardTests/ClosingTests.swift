import Dispatch
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import TensorBoard

/// Closing ends once, and the same way for all who close.
@Suite struct ClosingTests {
    @Test func aSecondCloseWaitsForTheFirstAndHasItsResult() throws {
        let pipe = try FileDescriptor.pipe()
        var options = SummaryWriter.Options.silent
        options.queueByteLimit = 1 << 20
        let writer = SummaryWriter(writingTo: pipe.writeEnd, options: options)
        for step in 0..<4 {
            writer.addTensor("t", [UInt8](repeating: 1, count: 600 << 10), step: step)
        }
        let (events, errors) = (Collected<String>(), Collected<WriterError>())
        let isClosed = DispatchSemaphore(value: 0)
        // Nobody reads yet: the first one waits for the pipe.
        for _ in 0..<2 {
            Thread.detachNewThread {
                do throws(WriterError) { try writer.close() } catch { errors.append(error) }
                events.append("closed")
                isClosed.signal()
            }
        }
        while !writer.queue.withGate({ held in held.queue.isClosed }) { usleep(1_000) }
        // Enough for one that does not wait.
        usleep(300_000)
        events.append("read")
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while let count = try? buffer.withUnsafeMutableBytes({
                try pipe.readEnd.read(into: $0)
            }), count > 0 {}
            isClosed.signal()
        }
        for _ in 0..<2 { isClosed.wait() }
        try pipe.writeEnd.close()
        isClosed.wait()
        try pipe.readEnd.close()
        #expect(events.all == ["read", "closed", "closed"])
        #expect(errors.all.count == 2)
        #expect(Set(errors.all).count == 1)
        #expect(errors.all.first?.droppedCount == 3)
        #expect(throws: errors.all[0]) { try writer.close() }
    }
}
