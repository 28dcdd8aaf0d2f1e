import Testing

@testable import Plots

@Suite struct TimeTicksTests {
    private static let durations: [(low: Double, high: Double, limit: Int, labels: [String])] = [
        (0, 60, 5, ["0", "15s", "30s", "45s", "1m"]),
        (0.0, 5_400.0, 4, ["0", "30m", "1h", "1h30m"]),
        (0.0, 200_000.0, 6, ["0", "12h", "1d", "1d12h", "2d"]),
        (0.0, 1.0, 6, ["0", "0.2s", "0.4s", "0.6s", "0.8s", "1.0s"]),
        (-60.0, 60.0, 5, ["-1m", "-30s", "0", "30s", "1m"]),
        (0.0, 86_400.0 * 900, 4, ["0", "500d"]),
    ]

    @Test(arguments: durations)
    func roundDurations(low: Double, high: Double, limit: Int, labels: [String]) {
        let ticks = DurationTicks.ticks(from: low, through: high, limit: limit)
        #expect(ticks.map(\.label) == labels)
    }

    /// 2026-03-14 02:31:07 UTC.
    private static let start = 1_773_455_467.0

    private static let clocks: [(seconds: Double, offset: Int, limit: Int, labels: [String])] = [
        (20, 0, 4, ["02:31:10", "02:31:15", "02:31:20", "02:31:25"]),
        (600.0, 0, 4, ["02:35", "02:40"]),
        (50_000.0, 0, 5, ["03:00", "06:00", "09:00", "12:00", "15:00"]),
        (50_000.0, 19_800, 5, ["09:00", "12:00", "15:00", "18:00", "21:00"]),
        (100_000.0, 0, 6, ["06:00", "12:00", "18:00", "Mar 15", "06:00"]),
        (86_400.0 * 4, 0, 4, ["Mar 15", "Mar 16", "Mar 17", "Mar 18"]),
        (86_400.0 * 100, 0, 4, ["Apr 2026", "May 2026", "Jun 2026"]),
        (86_400.0 * 2_000, 0, 6, ["2027", "2028", "2029", "2030", "2031"]),
        (0.5, 0, 3, ["02:31:07 +0s", "02:31:07 +0.2s", "02:31:07 +0.4s"]),
    ]

    @Test(arguments: clocks)
    func roundClockTimes(seconds: Double, offset: Int, limit: Int, labels: [String]) {
        let ticks = ClockTicks.ticks(
            from: Self.start,
            through: Self.start + seconds,
            limit: limit,
            utcOffset: offset
        )
        #expect(ticks.map(\.label) == labels)
    }

    /// Against days counted one by one.
    @Test func monthsBeginWhereTheyShould() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var day = 0
        for year in 1970..<2_405 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for month in 0..<12 {
                let number = year * 12 + month
                #expect(CivilTime.secondsSince1970(firstOfMonth: number) == day * 86_400)
                day += lengths[month] + (month == 1 && isLeap ? 1 : 0)
            }
        }
    }

    private static let odd: [(low: Double, high: Double)] = [
        (-1, 5), (0, 1e300), (-1e300, 1e300), (253_402_300_000, 253_402_300_800), (0, 1e11),
    ]

    @Test(arguments: odd)
    func noTimeIsTooOdd(low: Double, high: Double) {
        for limit in 1...6 {
            let clock = ClockTicks.ticks(from: low, through: high, limit: limit, utcOffset: -3_600)
            let duration = DurationTicks.ticks(from: low, through: high, limit: limit)
            #expect(clock.count <= limit)
            #expect(duration.count <= limit)
        }
    }
}
