/// A histogram in the older format: moments, and counts in adjacent buckets.
///
/// Today histograms are `DT_DOUBLE` tensors of shape [buckets, 3]. With NaN among the data, PyTorch
/// sets the moments to NaN and omits those elements from the buckets. The corresponding protobuf
/// message is `tensorboard.HistogramProto`.
public struct HistogramProto: Hashable, Sendable {
    /// The smallest element.
    @ComparedByBits public var min: Double
    /// The largest element.
    @ComparedByBits public var max: Double
    /// The number of elements.
    @ComparedByBits public var num: Double
    /// The sum of all elements.
    @ComparedByBits public var sum: Double
    /// The sum of the squares of all elements.
    @ComparedByBits public var sumSquares: Double
    /// The right edges: bucket i holds `bucketLimits[i - 1] <= x < bucketLimits[i]`.
    @ComparedByBits public var bucketLimits: [Double]
    /// The number of elements in each bucket.
    @ComparedByBits public var buckets: [Double]

    /// Creates a histogram.
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
