public import TensorBoardEvents

/// The values of a tag of scalars, in the order in which they were logged.
///
/// ```swift
/// for run in try SeriesReader().runs(of: ["runs"]) {
///     guard let loss = run["loss/train"] else { continue }
///     print(run.name, loss.values.last ?? .nan, loss.steps.last ?? 0)
/// }
/// ```
///
/// It is a collection of its points, and has each of their properties as an array of its own.
public struct ScalarSeries: Hashable, Sendable {
    /// The tag, with bytes that are not UTF-8 escaped.
    public let tag: String
    /// The type of the first value's elements; `nil` if that is not known.
    public let dtype: DataType?
    /// The steps.
    public internal(set) var steps: [Int64] = []
    /// The wall times, in seconds since 1970, UTC.
    public internal(set) var wallTimes: [Double] = []
    /// The numbers; a 32-bit float is that very float.
    public internal(set) var values: [Double] = []
    var stretches = Stretches()

    init(tag: String, dtype: DataType?, capacity: Int) {
        self.tag = tag
        self.dtype = dtype
        steps.reserveCapacity(capacity)
        wallTimes.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
    }
}

extension ScalarSeries: RandomAccessCollection {
    /// A value of a series.
    public struct Point: Hashable, Sendable {
        /// The step.
        public var step: Int64
        /// Seconds since 1970, UTC.
        public var wallTime: Double
        /// The number.
        public var value: Double
        /// The number of the attempt among those of its writer, from 1; `nil` where it is not known.
        public var attempt: Int?
        /// Whether a later attempt logged the step again, or another file holds the same values.
        public var isSuperseded: Bool
        /// The number of the writer, from 1; `nil` where it is not known.
        public var writer: Int?
    }

    /// The index of the first value.
    public var startIndex: Int { 0 }
    /// The index after the last value.
    public var endIndex: Int { steps.count }

    /// The value at an index.
    public subscript(index: Int) -> Point {
        let stretch = stretches[index]
        return Point(
            step: steps[index],
            wallTime: wallTimes[index],
            value: values[index],
            attempt: stretch.attempt > 0 ? Int(stretch.attempt) : nil,
            isSuperseded: stretch.isSuperseded,
            writer: stretch.writer > 0 ? Int(stretch.writer) : nil
        )
    }
}

extension ScalarSeries {
    /// The indices of the values that a later attempt logged again, or that another file holds.
    public var supersededRanges: [Range<Int>] {
        stretches.all.enumerated().compactMap { index, stretch in
            guard stretch.isSuperseded else { return nil }
            let next = index + 1 < stretches.all.count ? stretches.all[index + 1].start : count
            return stretch.start..<next
        }
    }
}
