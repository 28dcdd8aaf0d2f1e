public import TensorBoardEvents

/// What a tag of a run holds, without the values themselves.
public struct TagOutline: Hashable, Sendable {
    /// The first or last value of a tag, in file order.
    public struct End: Hashable, Sendable {
        /// The step.
        public var step: Int64
        /// Seconds since 1970, UTC.
        public var wallTime: Double
        /// The number, if the tag holds scalars.
        public var value: Double?
    }

    /// A number and the step at which it was logged first.
    public struct Extreme: Hashable, Sendable {
        /// The number.
        public var value: Double
        /// The step.
        public var step: Int64
    }

    /// The tag, with bytes that are not UTF-8 escaped.
    public var tag: String
    /// The kind of its values.
    public var kind: SeriesKind
    /// The plugin that its metadata names; `nil` without metadata.
    public var plugin: String?
    /// The type of the elements of its first value; `nil` for what is no tensor.
    public var dtype: DataType?
    /// The number of values.
    public var pointCount: Int
    /// The number of values that are not finite, or contain numbers that are not.
    public var nonFiniteCount: Int
    /// The size of the serialized values in bytes.
    public var byteCount: Int
    /// The first value.
    public var first: End
    /// The last value.
    public var last: End
    /// The lowest and the highest step.
    public var steps: ClosedRange<Int64>
    /// The usual distance between steps; `nil` if no distance is that of a quarter of the values.
    public var increment: Int64?
    /// The number of steps that are missing, if all distances are multiples of the usual one; `nil`
    /// where that cannot be told.
    public var missingStepCount: Int?
    /// The smallest finite number of a tag of scalars.
    public var minimum: Extreme?
    /// The largest finite number of a tag of scalars.
    public var maximum: Extreme?
    /// The mean of the finite numbers of a tag of scalars.
    public var mean: Double?
    /// The standard deviation of the finite numbers, with n - 1; `nil` of fewer than two.
    public var standardDeviation: Double?

    /// The values that were logged per second, from the first to the last; `nil` if no time passed.
    public var pointsPerSecond: Double? {
        let seconds = last.wallTime - first.wallTime
        guard pointCount > 1, seconds > 0, seconds.isFinite else { return nil }
        return Double(pointCount - 1) / seconds
    }
}

extension TagOutline {
    init(tag: String, _ sums: OutlineVisitor.Sums) {
        let statistics = sums.statistics
        self.init(
            tag: tag,
            kind: sums.kind,
            plugin: sums.plugin,
            dtype: sums.dtype,
            pointCount: sums.pointCount,
            nonFiniteCount: sums.nonFiniteCount,
            byteCount: sums.byteCount,
            first: End(sums.first),
            last: End(sums.last),
            steps: sums.steps,
            increment: sums.increments.usual,
            missingStepCount: sums.increments.missing,
            minimum: statistics.count > 0
                ? Extreme(value: statistics.minimum, step: statistics.minimumStep) : nil,
            maximum: statistics.count > 0
                ? Extreme(value: statistics.maximum, step: statistics.maximumStep) : nil,
            mean: statistics.average,
            standardDeviation: statistics.standardDeviation
        )
    }
}

extension TagOutline.End {
    init(_ end: OutlineVisitor.End) {
        self.init(step: end.step, wallTime: end.wallTime, value: end.value)
    }
}
