// What the systems' C libraries do differently, under one name each.

#if canImport(Darwin)
package typealias DirectoryStream = UnsafeMutablePointer<DIR>
#else
package typealias DirectoryStream = OpaquePointer
#endif

extension stat {
    /// When the file's content changed last, in whole seconds since 1970.
    package var modificationSeconds: Int {
        #if canImport(Darwin)
        st_mtimespec.tv_sec
        #else
        st_mtim.tv_sec
        #endif
    }
}

extension sigaction {
    /// An action that calls a function, with no flags.
    package init(calling handler: @escaping @convention(c) (CInt) -> Void) {
        self.init()
        #if canImport(Darwin)
        __sigaction_u.__sa_handler = handler
        #elseif canImport(Musl)
        __sa_handler.sa_handler = handler
        #else
        __sigaction_handler.sa_handler = handler
        #endif
    }
}

extension sigset_t {
    /// Removes one of these signals that is pending for the calling thread, which must block them.
    package mutating func removePending() {
        #if canImport(Darwin)
        var taken: CInt = 0
        sigwait(&self, &taken)
        #else
        var now = timespec()
        sigtimedwait(&self, nil, &now)
        #endif
    }
}

extension pthread_mutexattr_t {
    /// Makes a waiting thread spin briefly before it sleeps, where the system offers that.
    package mutating func setAdaptive() {
        #if canImport(Glibc)
        pthread_mutexattr_settype(&self, CInt(PTHREAD_MUTEX_ADAPTIVE_NP))
        #endif
    }
}

/// Initializes a condition for ``waitForSignal(_:_:nanoseconds:)``.
package func initializeCondition(_ condition: UnsafeMutablePointer<pthread_cond_t>) {
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

/// Waits until a condition is signaled, at most for a time; may return early.
package func waitForSignal(
    _ condition: UnsafeMutablePointer<pthread_cond_t>,
    _ mutex: UnsafeMutablePointer<pthread_mutex_t>,
    nanoseconds: Int64
) {
    #if canImport(Darwin)
    var span = timespec(nanoseconds: nanoseconds)
    pthread_cond_timedwait_relative_np(condition, mutex, &span)
    #else
    var deadline = timespec(nanoseconds: Clock.monotonic + nanoseconds)
    pthread_cond_timedwait(condition, mutex, &deadline)
    #endif
}

extension timespec {
    fileprivate init(nanoseconds: Int64) {
        self.init()
        tv_sec = Int(nanoseconds / 1_000_000_000)
        tv_nsec = Int(nanoseconds % 1_000_000_000)
    }
}

/// Asks the disk itself to store a file, where `fsync` does not.
///
/// - Returns: Whether it did; if not, `fsync` remains.
package func storeOnDisk(_ descriptor: CInt) -> Bool {
    #if canImport(Darwin)
    // There, `fsync` leaves the bytes in the disk's own cache; not every file system offers more.
    fcntl(descriptor, F_FULLFSYNC) == 0
    #else
    false
    #endif
}
