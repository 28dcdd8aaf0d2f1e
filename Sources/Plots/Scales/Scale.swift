internal import Platform

/// A mapping of values to a stretch of a picture.
struct Scale: Sendable {
    /// The least value that is shown.
    private(set) var low: Double
    /// The greatest value that is shown.
    private(set) var high: Double
    private let isLogarithmic: Bool
    private let start: Double
    private let length: Double

    /// Creates a scale.
    ///
    /// - Parameters:
    ///   - low: The least value, below `high`; positive if logarithmic.
    ///   - high: The greatest value.
    ///   - isLogarithmic: Whether equal factors are equally far apart.
    ///   - start: Where the least value is drawn.
    ///   - end: Where the greatest value is drawn.
    init(
        low: Double,
        high: Double,
        isLogarithmic: Bool = false,
        from start: Double,
        to end: Double
    ) {
        self.low = low
        self.high = high
        self.isLogarithmic = isLogarithmic
        self.start = start
        length = end - start
    }

    /// The place of a value, at most a thousand times the length outside.
    func position(of value: Double) -> Double {
        let fraction =
            if isLogarithmic {
                (log10(value) - log10(low)) / (log10(high) - log10(low))
            } else if (high - low).isFinite {
                // The difference of the value may overflow, but then it is far outside.
                (value - low) / (high - low)
            } else {
                (value / 2 - low / 2) / (high / 2 - low / 2)
            }
        return start + min(max(fraction, -1_000), 1_000) * length
    }
}
