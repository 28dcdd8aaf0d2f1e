internal import ClampedArithmetic
internal import TextOutput

/// Ticks of a time axis at round clock times: seconds through hours, then days, months and years.
enum ClockTicks {
    /// The ticks from `low` through `high` seconds since 1970, at most `limit` of them.
    ///
    /// - Parameters:
    ///   - low: The least time.
    ///   - high: The greatest time.
    ///   - limit: The most ticks.
    ///   - utcOffset: The seconds by which the clock is ahead of UTC.
    /// - Returns: The ticks in order.
    static func ticks(
        from low: Double,
        through high: Double,
        limit: Int,
        utcOffset: Int
    ) -> [Tick] {
        guard CivilTime.range.contains(low), CivilTime.range.contains(high) else {
            // No clock shows these: plain seconds.
            return DecimalTicks(from: low, through: high, limit: limit).ticks
        }
        let offset = Double(utcOffset)
        if let step = DurationTicks.step(from: low + offset, through: high + offset, limit: limit),
            step <= 15 * 86_400
        {
            return DurationTicks.multiples(of: step, from: low + offset, through: high + offset)
                .map { local in
                    let time = CivilTime(secondsSince1970: local)
                    let label = time.secondOfDay == 0 ? time.day : time.clock(hasSeconds: step < 60)
                    return Tick(value: Double(local) - offset, label: label)
                }
        }
        if high - low < 60 { return fractions(from: low, through: high, limit: limit, utcOffset) }
        return months(from: low + offset, through: high + offset, limit: limit)
            .map { Tick(value: $0.value - offset, label: $0.label) }
    }

    /// Parts of a second.
    private static func fractions(
        from low: Double,
        through high: Double,
        limit: Int,
        _ utcOffset: Int
    ) -> [Tick] {
        let start = low.rounded(.down)
        let time = CivilTime(secondsSince1970: Int(clamping: start).addingClamped(utcOffset))
        let ticks = DecimalTicks(from: low - start, through: high - start, limit: limit)
        let base = time.clock(hasSeconds: true)
        return ticks.ticks.map { Tick(value: start + $0.value, label: "\(base) +\($0.label)s") }
    }

    /// First days of months, or of years.
    private static func months(from low: Double, through high: Double, limit: Int) -> [Tick] {
        let first = CivilTime(secondsSince1970: Int(clamping: low))
        let last = CivilTime(secondsSince1970: Int(clamping: high))
        for step in [1, 2, 3, 6]
            + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000].map({ $0 * 12 })
        {
            let multiples = first.monthNumber / step...last.monthNumber / step + 1
            guard multiples.count <= limit + 2 else { continue }
            let ticks = multiples.map { multiple in
                let month = multiple * step
                let seconds = CivilTime.secondsSince1970(firstOfMonth: month)
                let name = CivilTime.monthNames[month % 12]
                let label = month % 12 == 0 ? "\(month / 12)" : "\(name) \(month / 12)"
                return Tick(value: Double(seconds), label: label)
            }
            .filter { low...high ~= $0.value }
            if ticks.count <= limit { return ticks }
        }
        return []
    }
}
