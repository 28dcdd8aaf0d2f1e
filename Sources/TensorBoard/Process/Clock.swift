internal import Platform

/// The clocks of the operating system.
enum Clock {
    /// Seconds since 1970, UTC.
    static var wallTime: Double { seconds(CLOCK_REALTIME) }

    /// Nanoseconds since some moment; nobody can set it.
    static var monotonic: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
