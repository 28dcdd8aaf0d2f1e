internal import ClampedArithmetic
internal import Platform
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// The growth of a positive quantity, as an exponential fitted to its logged values.
struct Growth {
    var title: String
    /// The factor from one step to the next.
    var factorPerStep: Double
    /// How well the exponential fits the logarithms; 1 is perfect.
    var fit: Double
    var first: (step: Int64, value: Double)
    var last: (step: Int64, value: Double)
    private let points: [(step: Int64, value: Double)]

    /// Fits the last values before the break.
    ///
    /// - Returns: `nil` if there are fewer than four, or no two differ.
    init?(title: String, points: [(step: Int64, value: Double)], window: Int = Self.window) {
        let positive = points.filter { $0.value > 0 && $0.value.isFinite }
        let used = positive.suffix(window)
        guard used.count >= 4, let first = used.first, let last = used.last,
            last.step > first.step
        else { return nil }
        let count = Double(used.count)
        let times = used.map { Double($0.step) - Double(first.step) }
        let logs = used.map { log($0.value) }
        let meanTime = times.reduce(0, +) / count
        let meanLog = logs.reduce(0, +) / count
        var (covariance, timeVariance, logVariance) = (0.0, 0.0, 0.0)
        for (time, logarithm) in zip(times, logs) {
            covariance += (time - meanTime) * (logarithm - meanLog)
            timeVariance += (time - meanTime) * (time - meanTime)
            logVariance += (logarithm - meanLog) * (logarithm - meanLog)
        }
        guard timeVariance > 0, logVariance > 0 else { return nil }
        self.title = title
        factorPerStep = exp(covariance / timeVariance)
        fit = covariance * covariance / (timeVariance * logVariance)
        self.first = first
        self.last = last
        self.points = positive
    }

    /// The growth over the longest of the last stretches that indicates divergence; `nil` if none
    /// does.
    ///
    /// Training that was stable for long may diverge in a few steps.
    var divergence: Growth? {
        if isDivergence { return self }
        return Self.shorterWindows.lazy
            .compactMap { Growth(title: title, points: points, window: $0) }
            .first { $0.isDivergence }
    }

    /// From the first value to the last.
    var total: Double { last.value / first.value }

    /// Whether it indicates divergence.
    var isDivergence: Bool {
        guard factorPerStep > 1, last.value >= Self.floor else { return false }
        return fit >= 0.6 && (total >= 1_000 || (total >= 30 && last.value >= 1e6)) || isExtreme
    }

    /// Whether the last value is out of all proportion to those before it.
    var isExtreme: Bool {
        let values = points.map(\.value).sorted()
        return last.value > 1e6 && last.value > 1e4 * values[values.count / 2]
    }

    /// Whether the factor from step to step stayed about the same.
    var isSteady: Bool { fit >= 0.9 }

    var text: String {
        let growth =
            "\(title) grew from \(ValueText.short(first.value)) at step \(NumberText.grouped(first.step)) to "
            + "\(ValueText.short(last.value)) at step \(NumberText.grouped(last.step))"
        guard isSteady else { return growth + ", faster and faster" }
        return growth + ": \(ValueText.short(factorPerStep)) times each step (exponential fit, R² "
            + "\(ValueText.short(fit)))"
    }

    private static let window = 16
    private static let shorterWindows = [10, 7, 5, 4]
    /// Of smaller numbers not even the exponential overflows.
    private static let floor = 88.0
}
