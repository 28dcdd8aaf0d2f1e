/// One sample of a binary classifier: the truth, and the classifier's score.
struct ScoredSample: Equatable {
    var isPositive: Bool
    var score: Score
    var weight: Double = 1

    /// A score in its original precision, on which the nearest threshold depends.
    enum Score: Equatable {
        case float(Float)
        case double(Double)
    }

    /// The last of evenly spaced thresholds from 0 to 1 that the score reaches.
    ///
    /// As TensorBoard computes it: scores outside of 0...1 count as the nearer end.
    func bucket(of thresholdCount: Int) -> Int {
        switch score {
        case .float(let score):
            Int(min(1, max(0, score)) * Float(thresholdCount - 1))
        case .double(let score):
            Int(min(1, max(0, score)) * Double(thresholdCount - 1))
        }
    }
}

/// The samples of a batch, without those that cannot be counted.
struct ScoredSamples {
    private(set) var samples: [ScoredSample] = []
    /// What is odd about the others, in words.
    private(set) var problems: [String] = []

    /// Reads a batch.
    ///
    /// - Parameters:
    ///   - labels: The truth: positive if greater than 0.
    ///   - predictions: One score for each label, expected in 0...1.
    ///   - weights: The weight of each: one for each label or one for all; `nil` for 1.
    /// - Throws: ``Mismatch`` if their sizes do not match.
    init(
        labels: some TensorSource,
        predictions: some TensorSource,
        weights: (any TensorSource)?
    ) throws(Mismatch) {
        let labels = try Self.numbers(labels, "labels")
        let weights = try weights.map { source throws(Mismatch) in
            try Self.numbers(source, "weights")
        }
        let scores = try Self.scores(predictions)
        guard labels.count == scores.count else {
            throw Mismatch("\(labels.count) labels for \(scores.count) predictions")
        }
        if let weights, weights.count != labels.count, weights.count != 1 {
            throw Mismatch("\(weights.count) weights for \(labels.count) labels")
        }
        add(labels, scores, weights)
    }

    private mutating func add(
        _ labels: [Double],
        _ scores: [ScoredSample.Score],
        _ weights: [Double]?
    ) {
        samples.reserveCapacity(labels.count)
        var (notFinite, outside, notBinary) = (0, 0, 0)
        for (index, (label, score)) in zip(labels, scores).enumerated() {
            let weight = weights.map { $0.count == 1 ? $0[0] : $0[index] } ?? 1
            guard !label.isNaN, !score.isNaN, weight.isFinite else {
                notFinite += 1
                continue
            }
            if label != 0, label != 1 { notBinary += 1 }
            if !score.isProbability { outside += 1 }
            samples.append(ScoredSample(isPositive: label > 0, score: score, weight: weight))
        }
        if notFinite > 0 {
            problems.append("\(notFinite) samples are not finite and were left out")
        }
        if outside > 0 {
            problems.append(
                "\(outside) predictions lie outside of 0...1 and count as the nearer end; "
                    + "log probabilities, not logits"
            )
        }
        if notBinary > 0 {
            problems.append("\(notBinary) labels are neither 0 nor 1; those above 0 are positive")
        }
    }

    private static func scores(
        _ source: some TensorSource
    ) throws(Mismatch) -> [ScoredSample.Score] {
        let numbers = try numbers(source, "predictions")
        return source.tensorDType == .double
            ? numbers.map { .double($0) } : numbers.map { .float(Float($0)) }
    }

    /// All elements; exact except for integers beyond 2^24.
    static func numbers(_ source: some TensorSource, _ name: String) throws(Mismatch) -> [Double] {
        let numbers: [Double]?
        if source.tensorDType == .double {
            numbers = source.withTensorBytes { bytes in
                (0..<bytes.count / 8).map {
                    bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self)
                }
            }
        } else {
            numbers = source.floats()?.map(Double.init)
        }
        guard let numbers else {
            throw Mismatch("\(name) of type \(source.tensorDType) are not numeric")
        }
        guard source.elementCount == numbers.count else {
            throw Mismatch(
                "\(name) of shape \(source.tensorShape) hold \(numbers.count) elements"
            )
        }
        return numbers
    }

    /// The reason why tensors do not make a curve, in words.
    struct Mismatch: Error, Equatable {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }
}

extension ScoredSample.Score {
    fileprivate var isNaN: Bool {
        switch self {
        case .float(let score): score.isNaN
        case .double(let score): score.isNaN
        }
    }

    fileprivate var isProbability: Bool {
        switch self {
        case .float(let score): 0...1 ~= score
        case .double(let score): 0...1 ~= score
        }
    }
}
