/// A thread that nobody waits for, and that receives no signals.
@usableFromInline
package enum BackgroundThread {
    /// Starts a thread.
    ///
    /// - Parameter body: What it does, given the signals that its creator blocks.
    /// - Returns: Whether it started; the machine may have too many threads.
    package static func start(_ body: @escaping @Sendable (_ blocked: sigset_t) -> Void) -> Bool {
        // A thread inherits its creator's mask: the program's handlers run on its own threads.
        var (all, before) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let work = Unmanaged.passRetained(Work(body, blocked: before))
        let isStarted = create(work.toOpaque())
        if !isStarted { work.release() }
        return isStarted
    }

    /// The calling thread, as a number that is unique while the thread lives.
    @inlinable
    package static var current: UInt {
        #if canImport(Glibc)
        UInt(pthread_self())
        #else
        UInt(bitPattern: pthread_self())
        #endif
    }

    /// The signals that the calling thread blocks.
    package static var blockedSignals: sigset_t {
        var blocked = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &blocked)
        return blocked
    }

    /// Calls `body` with these signals blocked instead of this thread's own.
    package static func withSignals<Result>(blocked: sigset_t, _ body: () -> Result) -> Result {
        var (blocked, before) = (blocked, sigset_t())
        pthread_sigmask(SIG_SETMASK, &blocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body()
    }

    private static func create(_ work: UnsafeMutableRawPointer) -> Bool {
        #if canImport(Glibc)
        var thread = pthread_t()
        guard pthread_create(&thread, nil, runWork, work) == 0 else { return false }
        #else
        // A pointer, on Darwin and in Musl.
        var thread: pthread_t?
        guard pthread_create(&thread, nil, runWork, work) == 0, let thread else { return false }
        #endif
        pthread_detach(thread)
        return true
    }
}

/// A thread's function, and the signals that its creator blocks.
private final class Work: Sendable {
    private let body: @Sendable (sigset_t) -> Void
    private let blocked: sigset_t

    init(_ body: @escaping @Sendable (sigset_t) -> Void, blocked: sigset_t) {
        self.body = body
        self.blocked = blocked
    }

    func run() { body(blocked) }
}

#if canImport(Darwin)
private func runWork(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    // `start` retained it for this one call.
    Unmanaged<Work>.fromOpaque(work).takeRetainedValue().run()
    return nil
}
#else
private func runWork(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // `start` retained it for this one call.
    if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().run() }
    return nil
}
#endif
