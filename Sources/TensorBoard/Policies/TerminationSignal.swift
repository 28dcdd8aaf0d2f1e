internal import Platform

/// A signal that asks a process to end.
///
/// ```swift
/// let writer = try SummaryWriter(
///     logdir: "runs/mnist",
///     options: .init(flushOnTermination: [.sigterm, .sigint])
/// )
/// ```
public struct TerminationSignal: Hashable, Sendable {
    /// The operating system's number of the signal.
    public let number: Int32

    private init(_ number: Int32) {
        self.number = number
    }

    /// `SIGTERM`, which Slurm, Kubernetes and `kill` send first.
    public static let sigterm = TerminationSignal(SIGTERM)
    /// `SIGINT`, which Ctrl-C sends.
    public static let sigint = TerminationSignal(SIGINT)
    /// `SIGHUP`, which a process receives when its terminal is closed.
    public static let sighup = TerminationSignal(SIGHUP)
}
