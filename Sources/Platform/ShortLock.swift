/// A lock for very short critical sections: a waiter spins briefly before it sleeps.
///
/// Two workers on small files meet here ten thousand times a second; put to sleep each time, they
/// were slower than one. A `Mutex` would do as well, but the thread sanitizer cannot see into it.
package final class ShortLock: Sendable {
    private nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>

    package init() {
        mutex = .allocate(capacity: 1)
        var attributes = pthread_mutexattr_t()
        pthread_mutexattr_init(&attributes)
        attributes.setAdaptive()
        pthread_mutex_init(mutex, &attributes)
        pthread_mutexattr_destroy(&attributes)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Calls `body` while no other thread is inside.
    package func sync<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
