#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A thread that nobody waits for, and that takes no signals.
enum BackgroundThread {
    /// Starts a thread.
    ///
    /// - Returns: Whether there is one; the machine may have too many.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        // A thread begins with its maker's mask: the program's handlers run on its own threads.
        var (all, before) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let work = Unmanaged.passRetained(Work(body))
        let isStarted = create(work.toOpaque())
        if !isStarted { work.release() }
        return isStarted
    }

    private static func create(_ work: UnsafeMutableRawPointer) -> Bool {
        #if canImport(Darwin)
        var thread: pthread_t?
        guard pthread_create(&thread, nil, runWork, work) == 0, let thread else { return false }
        #else
        var thread = pthread_t()
        guard pthread_create(&thread, nil, runWork, work) == 0 else { return false }
        #endif
        pthread_detach(thread)
        return true
    }
}

/// What a thread is to do.
private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

#if canImport(Darwin)
private func runWork(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    // `start` retained it for this one call.
    Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
    return nil
}
#else
private func runWork(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // `start` retained it for this one call.
    if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
    return nil
}
#endif
