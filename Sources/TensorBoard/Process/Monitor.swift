internal import Platform

/// A lock and the condition that threads wait for under it.
///
/// It is made of POSIX threads rather than of `Mutex`: a forked child must be able to reinitialize it,
/// and the thread sanitizer understands it.
final class Monitor: Sendable {
    // The two never move and live as long as the monitor; the C functions are thread-safe.
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        initializeCondition(condition)
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    @inline(__always)
    func lock() { pthread_mutex_lock(mutex) }

    @inline(__always)
    func unlock() { pthread_mutex_unlock(mutex) }

    @inline(__always)
    func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
        lock()
        defer { unlock() }
        return try body()
    }

    /// Wakes all waiting threads; the lock need not be held.
    func signal() { pthread_cond_broadcast(condition) }

    /// Releases the lock until signaled.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// Releases the lock until signaled, at most for a time; may return early.
    func wait(nanoseconds: Int64) {
        let bounded = max(0, min(nanoseconds, Self.longestWait))
        waitForSignal(condition, mutex, nanoseconds: bounded)
    }

    /// Forgets the waiting threads: in a forked child they do not exist.
    func forgetWaiters() {
        condition.initialize(to: pthread_cond_t())
        initializeCondition(condition)
    }

    private static let longestWait: Int64 = 3_600_000_000_000
}
