internal import Platform

/// Memory between two pages that may not be touched: reading one byte too far ends the process.
package final class GuardedBytes {
    private let pages: UnsafeMutableRawBufferPointer
    /// The memory that may be touched, some whole pages.
    package let bytes: UnsafeMutableRawBufferPointer

    /// Makes at least `byteCount` bytes of zeros; nil when the system has no more memory.
    package init?(byteCount: Int) {
        let pageByteCount = Int(sysconf(Int32(_SC_PAGESIZE)))
        let inside = (byteCount + pageByteCount - 1) / pageByteCount * pageByteCount
        let total = inside + 2 * pageByteCount
        guard let start = mmap(nil, total, PROT_NONE, MAP_PRIVATE | Self.anonymous, -1, 0),
            start != MAP_FAILED,
            mprotect(start + pageByteCount, inside, PROT_READ | PROT_WRITE) == 0
        else { return nil }
        pages = UnsafeMutableRawBufferPointer(start: start, count: total)
        bytes = UnsafeMutableRawBufferPointer(
            rebasing: pages[pageByteCount..<pageByteCount + inside]
        )
    }

    deinit {
        munmap(pages.baseAddress, pages.count)
    }

    /// The last bytes before the border.
    package func last(_ byteCount: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes.suffix(byteCount))
    }

    /// The first bytes behind the border.
    package func first(_ byteCount: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes.prefix(byteCount))
    }

    #if canImport(Darwin)
    private static let anonymous = MAP_ANON
    #else
    private static let anonymous = MAP_ANONYMOUS
    #endif
}
