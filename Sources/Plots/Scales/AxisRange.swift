internal import Platform

/// The values from one end of an axis to the other.
struct AxisRange: Hashable, Sendable {
    var low: Double
    var high: Double

    /// The ends of an axis for values from `low` through `high`, both finite, a little wider than
    /// the values, and far enough apart that ticks between them differ.
    static func linear(_ low: Double, _ high: Double, margin: Double) -> AxisRange {
        let size = max(abs(low), abs(high))
        // Below this, neighbors on the screen would be the same number.
        let least = max(size * 1e-13, 1e-300)
        if high - low < least {
            let reach = low == high && size > 1e-290 ? size / 10 : max(least * 8, size == 0 ? 1 : 0)
            return AxisRange(low: low - reach, high: high + reach).clamped
        }
        let reach = (high / 2 - low / 2) * 2 * margin
        return AxisRange(low: low - reach, high: high + reach).clamped
    }

    /// The ends of an axis for steps or times, which end where the data end.
    static func exact(_ low: Double, _ high: Double, reach: Double) -> AxisRange {
        guard high - low < max(abs(low), abs(high)) * 1e-13 || low == high else {
            return AxisRange(low: low, high: high)
        }
        let reach = max(reach, max(abs(low), abs(high)) * 1e-12)
        return AxisRange(low: low - reach, high: high + reach).clamped
    }

    /// The ends of a logarithmic axis for values from `low` through `high`, both positive.
    static func logarithmic(_ low: Double, _ high: Double, margin: Double) -> AxisRange {
        guard high / low > 1.000_001 else {
            return AxisRange(low: low / 2, high: high * 2).clampedToPositive
        }
        let factor = pow(10, (log10(high) - log10(low)) * margin)
        return AxisRange(low: low / factor, high: high * factor).clampedToPositive
    }

    private var clamped: AxisRange {
        AxisRange(
            low: max(low, -.greatestFiniteMagnitude),
            high: min(high, .greatestFiniteMagnitude)
        )
    }

    private var clampedToPositive: AxisRange {
        AxisRange(
            low: max(low, .leastNonzeroMagnitude),
            high: min(high, .greatestFiniteMagnitude)
        )
    }
}
