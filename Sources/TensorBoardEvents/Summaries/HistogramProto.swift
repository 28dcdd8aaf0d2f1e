/// A histogram in the older form: moments, and counts in adjacent buckets.
///
/// Today one is a `DT_DOUBLE` tensor of shape [buckets, 3]. With NaN among the data, PyTorch sets
/// the moments to NaN and leaves those elements out of the buckets. The corresponding protobuf
/// message is `tensorboard.HistogramProto`.
public struct HistogramProto: Hashable, Sendable {
    /// The smallest element.
    @ComparedByBits public var min: Double
    /// The largest element.
    @ComparedByBits public var max: Double
    /// How many elements.
    @ComparedByBits public var num: Double
    /// The sum of all elements.
    @ComparedByBits public var sum: Double
    /// The sum of all elements' squares.
    @ComparedByBits public var sumSquares: Double
    /// The right edges: bucket i holds `bucketLimits[i - 1] <= x < bucketLimits[i]`.
    @ComparedByBits public var bucketLimits: [Double]
    /// How many elements fell into each bucket.
    @ComparedByBits public var buckets: [Double]

    /// Makes a histogram.
    public init(
        min: Double,
        max: Double,
        num: Double,
        sum: Double,
        sumSquares: Double,
        bucketLimits: [Double],
        buckets: [Double]
    ) {
        self.min = min
        self.max = max
        self.num = num
        self.sum = sum
        self.sumSquares = sumSquares
        self.bucketLimits = bucketLimits
        self.buckets = buckets
    }
}
