internal import Platform

/// A lock and the condition that threads wait for under it.
///
/// It is made of POSIX threads rather than of `Mutex`: a forked child has to be able to mend it,
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
        Self.initialize(condition)
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

    /// Wakes everyone who waits; the lock need not be held.
    func signal() { pthread_cond_broadcast(condition) }

    /// Lets go of the lock until signalled.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// Lets go of the lock until signalled, or for so long; may return early.
    func wait(nanoseconds: Int64) {
        let bounded = max(0, min(nanoseconds, Self.longestWait))
        #if canImport(Darwin)
        var span = timespec(
            tv_sec: Int(bounded / 1_000_000_000),
            tv_nsec: Int(bounded % 1_000_000_000)
        )
        pthread_cond_timedwait_relative_np(condition, mutex, &span)
        #else
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let end = Int64(deadline.tv_nsec) + bounded
        deadline.tv_sec += Int(end / 1_000_000_000)
        deadline.tv_nsec = Int(end % 1_000_000_000)
        pthread_cond_timedwait(condition, mutex, &deadline)
        #endif
    }

    /// Forgets who waits: in a forked child, those threads are gone.
    func forgetWaiters() {
        condition.initialize(to: pthread_cond_t())
        Self.initialize(condition)
    }

    private static func initialize(_ condition: UnsafeMutablePointer<pthread_cond_t>) {
        #if canImport(Darwin)
        pthread_cond_init(condition, nil)
        #else
        // A deadline must not move when somebody sets the clock.
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
        #endif
    }

    private static let longestWait: Int64 = 3_600_000_000_000
}
