#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// What the hyperparameters need of the writer's state (skeleton).
extension SummaryWriter {
    /// Marks the run as a session that `close()` has to end.
    ///
    /// - Returns: False if it was one already.
    func beginSession() -> Bool { true }

    /// Marks the run as the one that describes the experiment.
    ///
    /// - Returns: False if it did so already.
    func beginExperiment() -> Bool { true }

    /// Seconds since 1970, UTC.
    var currentWallTime: Double {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
