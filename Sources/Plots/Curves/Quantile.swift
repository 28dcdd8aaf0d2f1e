/// Values at given ranks, without sorting all of them.
enum Quantile {
    /// The least and the greatest value from the 5th to the 95th percentile, as TensorBoard's
    /// "ignore outliers" computes them; nil of no values.
    ///
    /// See `computeDataSeriesExtent` in TensorBoard's
    /// `webapp/widgets/line_chart_v2/line_chart_internal_utils.ts`. Of two values or less none is
    /// an outlier.
    static func extentIgnoringOutliers(of values: [Double]) -> ClosedRange<Double>? {
        guard let first = values.first else { return nil }
        var values = values
        let low = values.count > 2 ? quantile(0.05, of: &values) : -.infinity
        let high = values.count > 2 ? quantile(0.95, of: &values) : .infinity
        var extent: ClosedRange<Double>?
        for value in values where low...high ~= value {
            let known = extent ?? value...value
            extent = min(known.lowerBound, value)...max(known.upperBound, value)
        }
        return extent ?? first...first
    }

    /// A quantile by linear interpolation; the values are reordered.
    private static func quantile(_ fraction: Double, of values: inout [Double]) -> Double {
        let rank = fraction * Double(values.count - 1)
        let index = Int(rank)
        select(index, in: &values)
        let low = values[index]
        let rest = rank - Double(index)
        guard rest > 0, let high = values[(index + 1)...].min() else { return low }
        return low * (1 - rest) + high * rest
    }

    /// Moves the value of a rank to its place, lesser ones before it and greater ones after it.
    private static func select(_ rank: Int, in values: inout [Double]) {
        var low = 0
        var high = values.count - 1
        while low < high {
            // The middle one of three, so that sorted values take no longer than others.
            let middle = low + (high - low) / 2
            let candidates = [values[low], values[middle], values[high]].sorted()
            let pivot = candidates[1]
            var left = low
            var right = high
            while left <= right {
                while values[left] < pivot { left += 1 }
                while values[right] > pivot { right -= 1 }
                if left <= right {
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if rank <= right {
                high = right
            } else if rank >= left {
                low = left
            } else {
                return
            }
        }
    }
}
