import CAllocationCounter
import Platform
import Synchronization
import SystemPackage
import TensorBoard

extension Scenario {
    /// Prints how often this thread allocates while it makes a thousand arrays, and while it logs
    /// 100,000 scalars.
    static func countAllocations() throws {
        let pipe = try FileDescriptor.pipe()
        var options = SummaryWriter.Options()
        options.flushInterval = .seconds(3_000)
        let writer = SummaryWriter(writingTo: pipe.writeEnd, options: options)
        let tags = (0..<20).map { "a tag that no string holds in place/\($0)" }
        // Without optimisation, iterating over an array allocates.
        func log(_ count: Int, from first: Int) {
            var index = 0
            while index < count {
                writer.addScalar(tags[index % 20], Float(index), step: first + index / 20)
                index += 1
            }
        }
        // Nobody reads: all chunks are in memory at once, and serve again later.
        log(120_000, from: 0)
        let reader = Thread {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while !isFlushed.load(ordering: .acquiring),
                let count = try? buffer.withUnsafeMutableBytes({
                    try pipe.readEnd.read(into: $0)
                }), count > 0
            {}
        }
        try writer.flush()
        isFlushed.store(true, ordering: .releasing)
        _ = try pipe.writeEnd.writeAll([0])
        reader.join()

        var arrays: [[Int]] = []
        let start = ck_allocation_count()
        for index in 0..<1_000 { arrays.append([index]) }
        let before = ck_allocation_count()
        log(100_000, from: 10_000)
        let after = ck_allocation_count()
        let isCounted = before - start >= UInt(arrays.count)
        let line = "\(isCounted ? "counted" : "not counted") \(after - before)\n"
        _ = try FileDescriptor.standardOutput.writeAll(line.utf8)
        // What is still in the queue has no reader.
        _exit(0)
    }
}

private let isFlushed = Atomic(false)
