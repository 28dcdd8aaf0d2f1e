/// The counts of a classifier's decisions over evenly spaced thresholds.
///
/// See TensorBoard's `plugins/pr_curve/summary.py`.
struct PRCurve {
    /// The allowed number of thresholds: a curve needs two ends, and a browser draws all of them.
    static let thresholdCounts = 2...65_536

    /// `PrCurvePluginData.num_thresholds`.
    private static let thresholdCountField = 2

    /// The counts, in the order of the tensor's rows.
    var truePositives: [Double]
    var falsePositives: [Double]
    var trueNegatives: [Double]
    var falseNegatives: [Double]
    var precision: [Double]
    var recall: [Double]

    /// Counts the samples that reach each of `thresholdCount` (two or more) thresholds from 0 to 1.
    ///
    /// Samples in one bucket are summed in order, and the buckets from last to first, so that sums
    /// are rounded as by TensorBoard.
    init(_ samples: some Sequence<ScoredSample>, thresholdCount: Int) {
        var truePositives = [Double](repeating: 0, count: thresholdCount)
        var falsePositives = truePositives
        for sample in samples {
            let bucket = sample.bucket(of: thresholdCount)
            if sample.isPositive {
                truePositives[bucket] += sample.weight
            } else {
                falsePositives[bucket] += sample.weight
            }
        }
        for index in (0..<thresholdCount - 1).reversed() {
            truePositives[index] += truePositives[index + 1]
            falsePositives[index] += falsePositives[index + 1]
        }
        let (positives, negatives) = (truePositives[0], falsePositives[0])
        self.init(
            truePositives: truePositives,
            falsePositives: falsePositives,
            trueNegatives: falsePositives.map { negatives - $0 },
            falseNegatives: truePositives.map { positives - $0 }
        )
    }

    /// Uses counts as they are, and computes precision and recall if they are not given.
    ///
    /// - Parameters:
    ///   - truePositives: For each threshold, from 0 to 1; all arrays have its length.
    ///   - falsePositives: As above.
    ///   - trueNegatives: As above.
    ///   - falseNegatives: As above.
    ///   - precision: True positives as a fraction of all samples that reach the threshold.
    ///   - recall: True positives as a fraction of all positive samples.
    init(
        truePositives: [Double],
        falsePositives: [Double],
        trueNegatives: [Double],
        falseNegatives: [Double],
        precision: [Double]? = nil,
        recall: [Double]? = nil
    ) {
        // Weights may make counts less than 1, so only values close to 0 are bounded.
        func share(_ count: Double, _ rest: Double) -> Double { count / max(1e-7, count + rest) }
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.trueNegatives = trueNegatives
        self.falseNegatives = falseNegatives
        self.precision = precision ?? zip(truePositives, falsePositives).map(share)
        self.recall = recall ?? zip(truePositives, falseNegatives).map(share)
    }

    /// Whether all counts are finite: TensorBoard reports an error for the tag if one is not.
    var isCountable: Bool {
        [truePositives, falsePositives, trueNegatives, falseNegatives].allSatisfy {
            $0.allSatisfy { Float($0).isFinite }
        }
    }

    /// The curve as it is logged.
    func value(
        _ tag: String,
        _ displayName: String = "",
        _ description: String = ""
    ) -> Summary.Value {
        let rows = [
            truePositives, falsePositives, trueNegatives, falseNegatives, precision, recall,
        ]
        let count = truePositives.count
        var tensor = TensorProto(dtype: .float, shape: TensorShape([6, Int64(count)]))
        tensor.content.reserveCapacity(rows.count * count * 4)
        for number in rows.joined() {
            withUnsafeBytes(of: Float(number).bitPattern.littleEndian) {
                tensor.content.append(contentsOf: $0)
            }
        }
        var content = WireWriter()
        content.scalar(Self.thresholdCountField, Int64(count))
        let metadata = SummaryMetadata(
            pluginName: "pr_curves",
            pluginContent: content.bytes,
            displayName: displayName,
            description: description,
            dataClass: .tensor
        )
        return Summary.Value(tag: tag, metadata: metadata, content: .tensor(tensor))
    }
}
