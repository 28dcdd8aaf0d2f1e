import Foundation
import TestSupport
import Testing

/// Logging a scalar allocates nothing, once the tag is known and the queue has its memory.
@Suite struct AllocationTests {
    private static let isCounted: Bool = {
        #if canImport(Glibc)
        ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] == nil
        #else
        false
        #endif
    }()

    @Test(.enabled(if: isCounted, "allocations are counted on glibc, without a sanitizer"))
    func scalarsAllocateNothing() throws {
        let words = try LoggingProcess("unused", "allocates").finish().output.split {
            $0.isWhitespace
        }
        try #require(words.count == 2 && words[0] == "counted")
        // Without optimisation, looking for a chunk to use again is a closure that is allocated; there
        // are about six in 100,000 scalars.
        let count = try #require(Int(words[1]))
        #expect(count <= 16)
    }
}
