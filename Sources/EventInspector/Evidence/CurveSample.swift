/// A bounded sample of a scalar's values, in the order in which they were logged.
///
/// Each of its points stands for equally many values; their number doubles whenever the sample is
/// full. It takes the same memory for any number of values.
struct CurveSample {
    /// Several values in a row.
    struct Point {
        /// The step and the place of the first.
        var step: Int64
        var file: Int
        var place: Int
        /// The first value.
        var first: Double
        /// The mean of the values.
        var mean: Double
        /// The first that is not finite, and its step.
        var bad: (value: Double, step: Int64)?
    }

    private(set) var points: [Point] = []
    private var stride = 1
    /// How many values the last point stands for so far.
    private var filled = 0

    /// Adds the next value.
    mutating func add(_ value: Double, step: Int64, file: Int, place: Int) {
        if points.isEmpty || filled == stride {
            if points.count == Self.limit { halve() }
            if filled == stride || points.isEmpty {
                points.append(Point(step: step, file: file, place: place, first: value, mean: 0))
                filled = 0
            }
        }
        let last = points.count - 1
        filled += 1
        guard value.isFinite else {
            if points[last].bad == nil { points[last].bad = (value, step) }
            return
        }
        points[last].mean += (value - points[last].mean) / Double(filled)
    }

    /// Joins each two points.
    private mutating func halve() {
        var joined: [Point] = []
        joined.reserveCapacity(Self.limit)
        for index in Swift.stride(from: 0, to: points.count - 1, by: 2) {
            joined.append(Self.joined(points[index], points[index + 1]))
        }
        points = joined
        stride *= 2
        // All of them are full.
        filled = stride
    }

    private static func joined(_ first: Point, _ second: Point) -> Point {
        var point = first
        point.mean = first.mean / 2 + second.mean / 2
        point.bad = first.bad ?? second.bad
        return point
    }

    /// As many points as a wide terminal has columns, and an even number.
    private static let limit = 128
}
