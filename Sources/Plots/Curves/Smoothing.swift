/// TensorBoard's moving average.
///
/// See `classicSmoothing` in TensorBoard's `webapp/widgets/line_chart_v2/data_transformer.ts`: an
/// exponential average that starts at 0, divided by the sum of its weights. Values that are not
/// finite pass through and do not enter it; a constant curve stays as it is.
struct Smoothing {
    /// The weight of the past, 0 through 1.
    let weight: Double
    private var average = 0.0
    /// The weight to the power of the number of values so far.
    private var power = 1.0

    /// The average of no values yet.
    ///
    /// - Parameter weight: The weight of the past, 0 through 1; other numbers count as the nearest,
    ///   and NaN and infinities as 0.
    init(weight: Double) {
        self.weight = weight.isFinite ? min(max(weight, 0), 1) : 0
    }

    /// Adds a value and returns what is drawn in its place.
    mutating func smoothed(_ value: Double) -> Double {
        guard value.isFinite else { return value }
        average = average * weight + (1 - weight) * value
        power *= weight
        let result = weight == 1 ? average : average / (1 - power)
        // An average of the largest numbers may be rounded to beyond them.
        return min(max(result, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    }

    /// The smoothed values of a curve.
    ///
    /// Superseded points do not enter the average of the others, as TensorBoard does not show them;
    /// each stretch of them continues the average that was there when it was logged.
    func values(of curve: Curve) -> [Double] {
        let count = curve.count
        var smoothing = self
        guard weight > 0, let first = curve.y.first, count > 0,
            !curve.y[..<count].allSatisfy({ $0 == first })
        else { return curve.y }
        var values = curve.y
        var start = 0
        for stretch in curve.supersededStretches {
            for index in start..<stretch.lowerBound {
                values[index] = smoothing.smoothed(values[index])
            }
            var branch = smoothing
            for index in stretch { values[index] = branch.smoothed(values[index]) }
            start = stretch.upperBound
        }
        for index in start..<count { values[index] = smoothing.smoothed(values[index]) }
        return values
    }
}
