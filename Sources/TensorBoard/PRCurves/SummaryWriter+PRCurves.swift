internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs the precision and recall of a binary classifier over all thresholds.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_pr_curve`, with the 201 thresholds of
    /// TensorBoard's `plugins/pr_curve/summary.py` instead of 127.
    ///
    /// ```swift
    /// writer.addPRCurve("eval/cat", labels: [true, false], predictions: [0.9, 0.4], step: step)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name under which it is shown.
    ///   - labels: The truth, true or 1 for positive samples; of any shape.
    ///   - predictions: A probability for each label. Values outside of 0...1 count as the nearer
    ///     end; NaN is left out. Both cause a warning.
    ///   - weights: The weight of each label: one for each or one for all; by default 1.
    ///   - thresholdCount: The number of thresholds, evenly spaced from 0 to 1; from 2 to 65,536.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addPRCurve(
        _ tag: String,
        labels: some TensorSource,
        predictions: some TensorSource,
        weights: (any TensorSource)? = nil,
        thresholdCount: Int = 201,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        do throws(ScoredSamples.Mismatch) {
            let batch = try ScoredSamples(
                labels: labels,
                predictions: predictions,
                weights: weights
            )
            let limits = PRCurve.thresholdCounts
            let count = min(max(thresholdCount, limits.lowerBound), limits.upperBound)
            var problems = batch.problems
            if count != thresholdCount {
                problems.append("\(thresholdCount) thresholds were made \(count)")
            }
            if !problems.isEmpty {
                warn(.invalidValue, tag, step: step, problems.joined(separator: "; "))
            }
            let curve = PRCurve(batch.samples, thresholdCount: count)
            add(curve.value(tag, displayName, description), of: curve, step, wallTime)
        } catch {
            warn(.invalidValue, tag, step: step, error.message + "; give one of each a sample")
        }
    }

    /// Logs counts that were computed elsewhere.
    ///
    /// All tensors hold one number for each threshold, evenly spaced from 0 to 1. Equivalent to
    /// PyTorch's `SummaryWriter.add_pr_curve_raw`.
    ///
    /// ```swift
    /// writer.addPRCurve(
    ///     "eval/cat",
    ///     truePositives: [9, 7, 0], falsePositives: [9, 1, 0],
    ///     trueNegatives: [0, 8, 9], falseNegatives: [0, 2, 9],
    ///     step: step
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name under which it is shown.
    ///   - truePositives: Positive samples that reach the threshold.
    ///   - falsePositives: Negative samples that reach the threshold.
    ///   - trueNegatives: Negative samples that do not.
    ///   - falseNegatives: Positive samples that do not.
    ///   - precision: True positives as a fraction of the samples that reach the threshold; by
    ///     default computed.
    ///   - recall: True positives as a fraction of the positive samples; by default computed.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addPRCurve(
        _ tag: String,
        truePositives: some TensorSource,
        falsePositives: some TensorSource,
        trueNegatives: some TensorSource,
        falseNegatives: some TensorSource,
        precision: (any TensorSource)? = nil,
        recall: (any TensorSource)? = nil,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        do throws(ScoredSamples.Mismatch) {
            let count = try ScoredSamples.numbers(truePositives, "true positives").count
            guard PRCurve.thresholdCounts ~= count else {
                throw ScoredSamples.Mismatch("\(count) thresholds are too few or too many")
            }
            func row(
                _ source: some TensorSource,
                _ name: String
            ) throws(ScoredSamples.Mismatch) -> [Double] {
                let row = try ScoredSamples.numbers(source, name)
                guard row.count == count else {
                    throw .init("\(row.count) \(name) for \(count) thresholds")
                }
                return row
            }
            let curve = PRCurve(
                truePositives: try row(truePositives, "true positives"),
                falsePositives: try row(falsePositives, "false positives"),
                trueNegatives: try row(trueNegatives, "true negatives"),
                falseNegatives: try row(falseNegatives, "false negatives"),
                precision: try precision.map { source throws(ScoredSamples.Mismatch) in
                    try row(source, "precisions")
                },
                recall: try recall.map { source throws(ScoredSamples.Mismatch) in
                    try row(source, "recalls")
                }
            )
            add(curve.value(tag, displayName, description), of: curve, step, wallTime)
        } catch {
            warn(.invalidValue, tag, step: step, error.message + "; give one of each a threshold")
        }
    }

    private func add(
        _ value: Summary.Value,
        of curve: PRCurve,
        _ step: Int,
        _ wallTime: Double?
    ) {
        guard curve.isCountable else {
            let message = "counts are not finite, which TensorBoard answers with an error"
            return warn(.invalidValue, value.tag, step: step, message + "; check the weights")
        }
        add([value], step: step, wallTime: wallTime)
    }
}
