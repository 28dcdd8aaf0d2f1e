#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Writing that neither breaks off early nor raises a signal.
enum RawWrite {
    /// Writes all bytes, in as few calls as the kernel makes of them.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - descriptor: Where to.
    ///   - offset: Where in the file; nil for a stream.
    /// - Returns: How many were taken, and the error where that is not all of them.
    static func all(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: CInt,
        at offset: Int64?
    ) -> (written: Int, error: CInt?) {
        withoutSignals {
            var written = 0
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count =
                    if let offset {
                        pwrite(
                            descriptor,
                            rest.baseAddress,
                            rest.count,
                            off_t(offset + Int64(written))
                        )
                    } else {
                        write(descriptor, rest.baseAddress, rest.count)
                    }
                if count > 0 {
                    written += count
                } else if count == 0 {
                    return (written, ENOSPC)
                } else if errno == EAGAIN || errno == EWOULDBLOCK {
                    guard isWritable(descriptor) else { return (written, EAGAIN) }
                } else if errno != EINTR {
                    return (written, errno)
                }
            }
            return (written, nil)
        }
    }

    /// Waits a moment for a pipe that does not block.
    private static func isWritable(_ descriptor: CInt) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return withUnsafeMutablePointer(to: &poll) { pointer in
            #if canImport(Darwin)
            Darwin.poll(pointer, 1, 100) > 0
            #elseif canImport(Glibc)
            Glibc.poll(pointer, 1, 100) > 0
            #else
            Musl.poll(pointer, 1, 100) > 0
            #endif
        }
    }

    /// A closed pipe and a file's size limit raise signals that would end the process; blocked,
    /// they are errors like any other.
    private static func withoutSignals<Result>(_ body: () -> Result) -> Result {
        var (blocked, before) = (sigset_t(), sigset_t())
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGPIPE)
        sigaddset(&blocked, SIGXFSZ)
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer {
            var pending = sigset_t()
            sigemptyset(&pending)
            sigpending(&pending)
            for signal in [SIGPIPE, SIGXFSZ]
            where sigismember(&pending, signal) == 1 && sigismember(&before, signal) == 0 {
                // What this thread was sent must be taken before it can be delivered.
                var one = sigset_t()
                sigemptyset(&one)
                sigaddset(&one, signal)
                #if canImport(Darwin)
                var taken: CInt = 0
                sigwait(&one, &taken)
                #else
                var now = timespec()
                sigtimedwait(&one, nil, &now)
                #endif
            }
            pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        return body()
    }
}
