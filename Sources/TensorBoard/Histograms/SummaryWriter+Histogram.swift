internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs the distribution of a tensor's elements, for the Histograms and Distributions
    /// dashboards.
    ///
    /// The finite elements are counted in buckets of equal width between the smallest and the
    /// largest; the others are left out and counted by a scalar `<tag>/non_finite`, starting at the
    /// first step that has any. Equivalent to PyTorch's `SummaryWriter.add_histogram`; see
    /// TensorBoard's `plugins/histogram/summary_v2.py`.
    ///
    /// ```swift
    /// writer.addHistogram("layer1/weight", weights, step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - tensor: Any shape, any type of numbers; of complex ones, the real parts.
    ///   - bucketCount: The number of buckets, at least one.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addHistogram(
        _ tag: String,
        _ tensor: some TensorSource,
        bucketCount: Int = 30,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        let counted: Histogram? = tensor.withTensorBytes { bytes in
            if let problem = tensor.problem(byteCount: bytes.count) {
                warn(.invalidValue, tag, step: step, problem)
                return nil
            }
            let dtype = tensor.tensorDType
            let histogram = Histogram(of: bytes, dtype, bucketCount: bucketCount)
            if histogram == nil {
                let problem = "elements of \(dtype) cannot be counted; convert the tensor"
                warn(.invalidValue, tag, step: step, problem)
            }
            return histogram
        }
        guard let histogram = counted else { return }
        var values = [Summary.Value(histogram: tag, histogram, displayName, description)]
        if queue.options.countsNonFinite, hasNonFinite(histogram, tag) {
            let count = Float(histogram.nonFiniteCount)
            values.append(Summary.Value(scalar: tag + DumpTagSuffix.nonFinite, count))
        }
        add(values, step: step, wallTime: wallTime)
        if histogram.nonFiniteCount > 0 { noticeIfNotFinite(tag, tensor, step: step) }
    }

    /// Logs a histogram from counts.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_histogram_raw`.
    ///
    /// ```swift
    /// writer.addHistogram("ages", edges: [0, 18, 65, 120], counts: [21, 62, 17], step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - edges: The buckets' edges in ascending order, one more than there are counts.
    ///   - counts: The number of elements in each bucket.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addHistogram(
        _ tag: String,
        edges: [Double],
        counts: [Double],
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        guard edges.count == counts.count + 1 || edges.isEmpty && counts.isEmpty,
            (edges + counts).allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy(<=)
        else {
            let problem =
                "\(edges.count) edges and \(counts.count) counts do not make a histogram; edges must "
                + "be finite, ascending and one more than the counts"
            return warn(.invalidValue, tag, step: step, problem)
        }
        let rows = counts.indices.map { (edges[$0], edges[$0 + 1], counts[$0]) }
        let histogram = Histogram(rows: rows)
        let value = Summary.Value(histogram: tag, histogram, displayName, description)
        add([value], step: step, wallTime: wallTime)
    }

    /// Whether the tag has, or once had, non-finite elements.
    private func hasNonFinite(_ histogram: Histogram, _ tag: String) -> Bool {
        queue.withGate { held in
            log.withState(of: tag, held) { state in
                if histogram.nonFiniteCount > 0 { state.pointee.hadNonFinite = true }
                return state.pointee.hadNonFinite
            }
        }
    }
}

extension Summary.Value {
    /// A histogram: a `DT_DOUBLE` tensor of shape [buckets, 3] with rows of left edge, right edge
    /// and count.
    init(
        histogram tag: String,
        _ histogram: Histogram,
        _ displayName: String = "",
        _ description: String = ""
    ) {
        var tensor = TensorProto(
            dtype: .double,
            shape: TensorShape([Int64(histogram.rows.count), 3])
        )
        tensor.content.reserveCapacity(histogram.rows.count * 24)
        for (left, right, count) in histogram.rows {
            for number in [left, right, count] {
                withUnsafeBytes(of: number.bitPattern.littleEndian) {
                    tensor.content.append(contentsOf: $0)
                }
            }
        }
        let metadata = SummaryMetadata(
            pluginName: "histograms",
            displayName: displayName,
            description: description,
            dataClass: .tensor
        )
        self.init(tag: tag, metadata: metadata, content: .tensor(tensor))
    }
}

// The earlier spelling.
extension SummaryWriter {
    /// Logs a histogram; the number of buckets comes before the step now.
    @available(*, deprecated, message: "give bucketCount before step")
    public func addHistogram(
        _ tag: String,
        _ tensor: some TensorSource,
        step: Int,
        bucketCount: Int,
        wallTime: Double? = nil,
        description: String = ""
    ) {
        addHistogram(
            tag,
            tensor,
            bucketCount: bucketCount,
            step: step,
            wallTime: wallTime,
            description: description
        )
    }
}
