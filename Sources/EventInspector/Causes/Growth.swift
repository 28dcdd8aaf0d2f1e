internal import ClampedArithmetic
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// How a positive quantity grew, as an exponential fitted to its logged values.
struct Growth {
    var title: String
    /// By how much it was multiplied from one step to the next.
    var factorPerStep: Double
    /// How well the exponential fits the logarithms, 1 for perfectly.
    var fit: Double
    var first: (step: Int64, value: Double)
    var last: (step: Int64, value: Double)

    /// Fits the last values that lie before the break.
    ///
    /// - Returns: Nil where there are fewer than four, or no two differ.
    init?(title: String, points: [(step: Int64, value: Double)]) {
        let used = points.filter { $0.value > 0 && $0.value.isFinite }.suffix(Self.window)
        guard used.count >= 4, let first = used.first, let last = used.last,
            last.step > first.step
        else { return nil }
        let count = Double(used.count)
        let times = used.map { Double($0.step) - Double(first.step) }
        let logs = used.map { Self.log($0.value) }
        let meanTime = times.reduce(0, +) / count
        let meanLog = logs.reduce(0, +) / count
        var (covariance, timeVariance, logVariance) = (0.0, 0.0, 0.0)
        for (time, log) in zip(times, logs) {
            covariance += (time - meanTime) * (log - meanLog)
            timeVariance += (time - meanTime) * (time - meanTime)
            logVariance += (log - meanLog) * (log - meanLog)
        }
        guard timeVariance > 0, logVariance > 0 else { return nil }
        self.title = title
        factorPerStep = Self.exp(covariance / timeVariance)
        fit = covariance * covariance / (timeVariance * logVariance)
        self.first = first
        self.last = last
    }

    /// From the first value to the last.
    var total: Double { last.value / first.value }

    /// Whether it is the mark of training that diverges.
    var isDivergence: Bool {
        factorPerStep > 1 && fit >= 0.6 && (total >= 1_000 || (total >= 30 && last.value >= 1e6))
    }

    var text: String {
        "\(title) grew from \(ValueText.short(first.value)) at step \(first.step) to "
            + "\(ValueText.short(last.value)) at step \(last.step): \(ValueText.short(factorPerStep)) "
            + "times each step (exponential fit, R² \(ValueText.short(fit)))"
    }

    private static let window = 16

    /// The natural logarithm; Foundation is kept out of the tool.
    static func log(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return value == 0 ? -.infinity : .nan }
        let exponent = Double(value.exponent)
        // 2 atanh((m - 1) / (m + 1)), with m between 1 and 2.
        let mantissa = value.significand
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        var (term, sum) = (ratio, 0.0)
        for power in stride(from: 1.0, through: 41, by: 2) {
            sum += term / power
            term *= square
        }
        return 2 * sum + exponent * 0.693_147_180_559_945_3
    }

    static func exp(_ value: Double) -> Double {
        guard value > -700 else { return 0 }
        guard value < 700 else { return .infinity }
        let power = (value / 0.693_147_180_559_945_3).rounded()
        let rest = value - power * 0.693_147_180_559_945_3
        var (term, sum) = (1.0, 1.0)
        for index in 1...20 {
            term *= rest / Double(index)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(clamping: power), significand: 1)
    }
}
