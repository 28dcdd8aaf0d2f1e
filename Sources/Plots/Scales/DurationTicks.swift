internal import ClampedArithmetic

/// Ticks of a time axis at round durations: seconds, minutes, hours, days.
enum DurationTicks {
    /// The ticks from `low` through `high` seconds, at most `limit` of them.
    static func ticks(from low: Double, through high: Double, limit: Int) -> [Tick] {
        guard let step = step(from: low, through: high, limit: limit) else {
            let unit = high - low < 1 || high < 1e11 ? 1.0 : 86_400
            let decimal = DecimalTicks(from: low / unit, through: high / unit, limit: limit).ticks
            return decimal.map { tick in
                Tick(
                    value: tick.value * unit,
                    label: tick.value == 0 ? "0" : tick.label + (unit == 1 ? "s" : "d")
                )
            }
        }
        return multiples(of: step, from: low, through: high)
            .map { Tick(value: Double($0), label: label($0)) }
    }

    /// The least round number of seconds that leaves at most `limit` multiples; nil if that is
    /// less than a second, or more than a few lifetimes.
    static func step(from low: Double, through high: Double, limit: Int) -> Int? {
        guard high - low >= Double(limit) / 2, limit > 0, abs(low) < 1e11, abs(high) < 1e11 else {
            return nil
        }
        return steps.first { multiples(of: $0, from: low, through: high).count <= limit }
    }

    /// The multiples of a number of seconds.
    static func multiples(of step: Int, from low: Double, through high: Double) -> [Int] {
        let first = Int(clamping: (low / Double(step)).rounded(.up))
        let last = Int(clamping: (high / Double(step)).rounded(.down))
        // Only the first few are looked at if they are too many.
        guard first <= last else { return [] }
        return (first...min(last, first + 1_000)).map { $0 * step }
    }

    /// A duration in its two largest units, such as `1h30m`.
    static func label(_ seconds: Int) -> String {
        guard seconds != 0 else { return "0" }
        var text = ""
        var rest = Int(seconds.magnitude)
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
        where rest >= length {
            text += "\(rest / length)\(unit)"
            rest %= length
        }
        return (seconds < 0 ? "-" : "") + text
    }

    private static let steps: [Int] = {
        let minute = 60
        let hour = 3_600
        let day = 86_400
        return [1, 2, 5, 10, 15, 30]
            + [1, 2, 5, 10, 15, 30].map { $0 * minute }
            + [1, 2, 3, 6, 12].map { $0 * hour }
            + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000].map { $0 * day }
            + [10_000, 20_000, 50_000, 100_000, 200_000, 500_000].map { $0 * day }
    }()
}
