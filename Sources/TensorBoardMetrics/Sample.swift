internal import TensorBoard

/// The values of a step: their mean, and as many as a histogram needs.
struct Sample: StepValues {
    /// The most values that are kept.
    static let limit = 16_384

    private(set) var count = 0
    private var sum = 0.0
    /// Every value, or at regular intervals one of them.
    private(set) var kept: [Double] = []
    private var interval = 1

    mutating func add(_ value: Double) {
        if count % interval == 0 {
            if kept.count == Self.limit {
                // The others go: those left are as far apart as the next ones will be.
                kept = stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
                interval *= 2
            }
            if count % interval == 0 { kept.append(value) }
        }
        count += 1
        sum += value
    }

    mutating func beginStep() { self = Sample() }

    /// The mean; `nil` without values.
    var mean: Double? { count == 0 ? nil : sum / Double(count) }
}

extension SummaryWriter {
    /// Logs the mean of a sample and its distribution.
    func add(_ sample: Sample, _ tag: String, step: Int, unit: String?) {
        guard let mean = sample.mean else { return }
        let suffix = unit.map { ", in " + $0 } ?? ""
        addScalar(tag, mean, step: step, description: "The mean of the step's values\(suffix).")
        addHistogram(
            tag + "/distribution",
            sample.kept,
            step: step,
            description: "The step's values\(suffix)."
        )
    }
}
