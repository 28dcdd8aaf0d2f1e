internal import Platform
internal import Synchronization
internal import SystemPackage

/// Writing that neither stops early nor raises a signal.
enum RawWrite {
    /// Nanoseconds that an ending process waits for a full pipe.
    static let patience: Int64 = 5_000_000_000

    /// The destination of the bytes.
    enum Target {
        /// A file, starting at an offset from its beginning.
        case file(offset: Int64)
        /// A file, at its descriptor's position.
        case end
        /// A pipe, a socket or a terminal; a full one is waited for at most `patience` nanoseconds,
        /// or if that is `nil`, until another thread is in a hurry.
        case pipe(patience: Int64?)
    }

    /// Writes all bytes, in as few calls as the kernel allows.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - descriptor: The open file.
    ///   - target: The kind of file.
    ///   - limit: The most bytes in one call; macOS refuses 2 GiB.
    /// - Returns: How many were written, and the error if that is not all of them: `EINTR` if
    ///   another thread is in a hurry.
    static func all(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: CInt,
        _ target: Target,
        limit: Int = 1 << 30
    ) -> (written: Int, error: CInt?) {
        withoutSignals {
            var written = 0
            while written < bytes.count {
                let end = written + min(limit, bytes.count - written)
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written..<end])
                let count: Int
                switch target {
                case .file(let offset):
                    let at = off_t(offset + Int64(written))
                    count = pwrite(descriptor, rest.baseAddress, rest.count, at)
                case .end:
                    count = write(descriptor, rest.baseAddress, rest.count)
                case .pipe(let patience):
                    if let error = waitForRoom(descriptor, patience) { return (written, error) }
                    // This much fits if there is any room: the call does not block.
                    count = write(descriptor, rest.baseAddress, min(rest.count, pipeByteCount))
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

    /// Waits until the written bytes would survive a power cut.
    static func synchronize(_ descriptor: CInt) throws(Errno) {
        if storeOnDisk(descriptor) { return }
        while fsync(descriptor) != 0 {
            // Pipes and terminals have nothing to wait for.
            if errno == EINVAL || errno == EROFS || errno == ENOTSUP { return }
            guard errno == EINTR else { throw Errno(rawValue: errno) }
        }
    }

    /// Waits until a file, or a directory's list of names, would survive a power cut.
    ///
    /// That a file was written through another descriptor makes no difference.
    static func synchronize(path: FilePath) throws(Errno) {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            // Nothing was written through it.
            defer { try? file.close() }
            try synchronize(file.rawValue)
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    /// Whether a descriptor may belong to something that makes its writer wait for a reader.
    static func isPipe(_ descriptor: CInt) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return [S_IFIFO, S_IFSOCK, S_IFCHR].contains(status.st_mode & S_IFMT)
    }

    /// Whether a thread is about to fork or to end the process, and waits for those that write.
    static var isHurried: Bool { hurries.load(ordering: .relaxed) > 0 }

    /// Makes threads that wait for a pipe give up until ``endHurry()``.
    static func beginHurry() { hurries.add(1, ordering: .relaxed) }

    /// Ends it.
    static func endHurry() { hurries.subtract(1, ordering: .relaxed) }

    private static let hurries = Atomic(0)

    private static let pipeByteCount = Int(PIPE_BUF)

    /// Waits until a pipe has room.
    private static func waitForRoom(_ descriptor: CInt, _ patience: Int64?) -> CInt? {
        if patience == nil, isHurried { return EINTR }
        let start = Clock.monotonic
        while !isWritable(descriptor) {
            if fcntl(descriptor, F_GETFL) & O_NONBLOCK != 0 { return EAGAIN }
            if let patience {
                if Clock.monotonic - start >= patience { return EAGAIN }
            } else if isHurried {
                return EINTR
            }
        }
        return nil
    }

    /// Waits briefly for a full pipe; a write reports what is wrong with one.
    private static func isWritable(_ descriptor: CInt) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, 100) > 0
    }

    /// A closed pipe and a file's size limit raise signals that would end the process; blocked,
    /// they are errors like any other.
    private static func withoutSignals<Result>(_ body: () -> Result) -> Result {
        var (blocked, before) = (sigset_t(), sigset_t())
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGPIPE)
        sigaddset(&blocked, SIGXFSZ)
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        var earlier = sigset_t()
        sigemptyset(&earlier)
        sigpending(&earlier)
        defer {
            var pending = sigset_t()
            sigemptyset(&pending)
            sigpending(&pending)
            for signal in [SIGPIPE, SIGXFSZ]
            where sigismember(&pending, signal) == 1 && sigismember(&earlier, signal) == 0 {
                // A signal for this thread must be removed before it can be delivered, which on the
                // queue's thread happens when a callback unblocks it.
                var one = sigset_t()
                sigemptyset(&one)
                sigaddset(&one, signal)
                one.removePending()
            }
            pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        return body()
    }
}
