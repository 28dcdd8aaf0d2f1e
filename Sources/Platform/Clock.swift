/// The clocks of the operating system.
@usableFromInline
package enum Clock {
    /// Seconds since 1970, UTC.
    @inlinable
    package static var wallTime: Double { seconds(CLOCK_REALTIME) }

    /// Seconds on a monotonic clock, unaffected by clock changes.
    package static var uptime: Double { seconds(CLOCK_MONOTONIC) }

    /// Nanoseconds on a monotonic clock, unaffected by clock changes.
    @inlinable
    package static var monotonic: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    @inlinable
    package static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
