/// Memory that copies of tensors have used, kept for the next ones.
///
/// Memory that is new to a process costs its first user more than the copy does: the kernel zeroes
/// each page.
enum SpareMemory {
    private static let lock = Monitor()
    // Only accessed under the lock.
    nonisolated(unsafe) private static var spare: [UnsafeMutableRawBufferPointer] = []
    nonisolated(unsafe) private static var byteCount = 0

    /// Memory of at least `byteCount` bytes, and at most twice as much.
    static func take(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
        guard byteCount >= smallestByteCount else {
            return .allocate(byteCount: byteCount, alignment: 64)
        }
        let kept = lock.withLock { () -> UnsafeMutableRawBufferPointer? in
            let index = spare.lastIndex { $0.count >= byteCount && $0.count / 2 <= byteCount }
            guard let index else { return nil }
            self.byteCount -= spare[index].count
            return spare.remove(at: index)
        }
        return kept ?? .allocate(byteCount: byteCount, alignment: 64)
    }

    /// Keeps memory, or frees it if enough is kept.
    static func give(_ memory: UnsafeMutableRawBufferPointer) {
        let isKept = lock.withLock {
            guard memory.count >= smallestByteCount, byteCount + memory.count <= limit else {
                return false
            }
            byteCount += memory.count
            spare.append(memory)
            return true
        }
        if !isKept { memory.deallocate() }
    }

    /// Locks everything, before the process forks.
    static func lockToFork() { lock.lock() }

    /// Unlocks what ``lockToFork()`` has locked.
    static func unlockAfterFork() { lock.unlock() }

    private static let limit = 32 << 20
    /// Less is as quickly allocated, and a list of it would be long.
    private static let smallestByteCount = 64 << 10
}

/// A copy of bytes, in memory that is used again.
final class CopiedBytes: Sendable {
    // Written in `init` alone, and freed with this object.
    nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer
    let count: Int

    init(_ source: UnsafeRawBufferPointer) {
        count = source.count
        memory = SpareMemory.take(source.count)
        memory.copyMemory(from: source)
    }

    deinit { SpareMemory.give(memory) }

    func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }
}
