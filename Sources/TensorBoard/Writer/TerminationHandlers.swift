internal import CTermination
internal import Platform
internal import SystemPackage

/// Writes all values when a signal asks the process to end, before it does.
///
/// The signal's handler only writes a byte to a pipe. A thread reads it, writes the values, and
/// sends the signal again, which then acts as it would have without the writer.
enum TerminationHandlers {
    private static let lock = Monitor()
    // Only accessed under the lock.
    nonisolated(unsafe) private static var pipe:
        (readEnd: FileDescriptor, writeEnd: FileDescriptor)?

    /// Watches signals from now on.
    static func watch(_ signals: Set<TerminationSignal>) {
        guard !signals.isEmpty else { return }
        lock.withLock {
            guard let pipe = openPipe() else { return }
            for signal in signals { _ = ct_watch(signal.number, pipe.writeEnd.rawValue) }
        }
    }

    /// Locks everything, before the process forks.
    static func lockToFork() { lock.lock() }

    /// Unlocks what ``lockToFork()`` has locked.
    static func unlockAfterFork() { lock.unlock() }

    /// In a forked child, leaves the pipe to the parent.
    static func becomeChild() {
        lock.forgetWaiters()
        try? pipe?.readEnd.close()
        try? pipe?.writeEnd.close()
        pipe = nil
    }

    /// The pipe, and the thread that reads it.
    private static func openPipe() -> (readEnd: FileDescriptor, writeEnd: FileDescriptor)? {
        if let pipe { return pipe }
        guard let ends = try? FileDescriptor.pipe() else { return nil }
        for end in [ends.readEnd, ends.writeEnd] {
            _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
        }
        guard BackgroundThread.start({ _ in read(ends.readEnd) }) else {
            try? ends.readEnd.close()
            try? ends.writeEnd.close()
            return nil
        }
        pipe = ends
        return ends
    }

    private static func read(_ descriptor: FileDescriptor) {
        var byte: UInt8 = 0
        while let count = try? withUnsafeMutableBytes(of: &byte, { try descriptor.read(into: $0) }),
            count > 0
        {
            write(number: Int32(byte))
            ct_resume(Int32(byte))
        }
    }

    /// Writes what was logged, for a limited time: a disk may be stuck.
    private static func write(number: Int32) {
        let progress = Progress()
        let isStarted = BackgroundThread.start { _ in
            ExitHandlers.writeAll { queue in
                queue.options.flushOnTermination.contains { $0.number == number }
            }
            progress.end()
        }
        if isStarted { progress.wait(nanoseconds: RawWrite.patience) }
    }

    /// Whether something has ended.
    private final class Progress: Sendable {
        private let monitor = Monitor()
        // Only accessed under the monitor's lock.
        nonisolated(unsafe) private var hasEnded = false

        func end() {
            monitor.withLock { hasEnded = true }
            monitor.signal()
        }

        func wait(nanoseconds: Int64) {
            let end = Clock.monotonic + nanoseconds
            monitor.withLock {
                while !hasEnded, Clock.monotonic < end {
                    monitor.wait(nanoseconds: end - Clock.monotonic)
                }
            }
        }
    }
}
