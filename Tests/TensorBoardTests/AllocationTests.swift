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
        let outcome = try LoggingProcess("unused", "allocates").finish()
        #expect(outcome.output == "counted 0\n")
    }
}
