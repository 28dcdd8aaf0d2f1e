import Platform
import Synchronization

/// Ctrl-C and a polite kill, remembered so that a loop can end with its summary.
enum Interrupt {
    private static let caught = Atomic(false)

    /// Whether one of the signals has arrived.
    static var isCaught: Bool { caught.load(ordering: .relaxed) }

    /// Starts to catch SIGINT and SIGTERM; a second one kills as usual.
    static func catchSignals() {
        var caughtSignals = sigset_t()
        sigemptyset(&caughtSignals)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&caughtSignals, number)
            // A lock-free store is all that a signal handler may do.
            var action = sigaction(calling: { _ in
                Interrupt.caught.store(true, ordering: .relaxed)
            })
            action.sa_flags = CInt(truncatingIfNeeded: UInt32(SA_RESETHAND))
            sigaction(number, &action, nil)
        }
        // A parent's worker thread may have started the tool with all signals blocked.
        sigprocmask(SIG_UNBLOCK, &caughtSignals, nil)
    }
}
