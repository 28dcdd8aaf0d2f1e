import Testing

@testable import TensorBoard

/// Curves against TensorBoard's `plugins/pr_curve/summary.py`, whose numbers are written out.
@Suite struct PRCurveTests {
    @Test func samplesThatReachEachThresholdAreCounted() throws {
        let batch = try ScoredSamples(
            labels: [true, false, true, false, true],
            predictions: [1, 0.5, 0.5, 0.25, 0] as [Float],
            weights: nil
        )
        let curve = PRCurve(batch.samples, thresholdCount: 5)
        #expect(curve.truePositives == [3, 2, 2, 1, 1])
        #expect(curve.falsePositives == [2, 2, 1, 0, 0])
        #expect(curve.trueNegatives == [0, 0, 1, 2, 2])
        #expect(curve.falseNegatives == [0, 1, 1, 2, 2])
        let third = 1.0 / 3
        #expect(curve.precision == [0.6, 0.5, 2 * third, 1, 1])
        #expect(curve.recall == [1, 2 * third, 2 * third, third, third])
        #expect(batch.problems.isEmpty)
    }

    @Test func weightsCount() throws {
        let batch = try ScoredSamples(
            labels: [1, 0],
            predictions: [0.75, 0.75],
            weights: [0.5, 2.0]
        )
        let curve = PRCurve(batch.samples, thresholdCount: 2)
        #expect(curve.truePositives == [0.5, 0])
        #expect(curve.falsePositives == [2, 0])
        #expect(curve.precision == [0.2, 0])
        let one = try ScoredSamples(labels: [1, 0], predictions: [1, 1], weights: [3])
        #expect(one.samples.map(\.weight) == [3, 3])
    }

    @Test func aScoreFallsOnTheThresholdOfItsOwnPrecision() throws {
        let float = ScoredSample(isPositive: true, score: .float(0.7))
        #expect(float.bucket(of: 11) == 7)
        let double = ScoredSample(isPositive: true, score: .double(Double(Float(0.7))))
        #expect(double.bucket(of: 11) == 6)
    }

    @Test func scoresOutsideCountAsTheNearerEnd() throws {
        let batch = try ScoredSamples(
            labels: [true, true, true],
            predictions: [-Float.infinity, 7, 1e38],
            weights: nil
        )
        #expect(batch.samples.map { $0.bucket(of: 201) } == [0, 200, 200])
        #expect(batch.problems.count == 1)
    }

    @Test func nanIsLeftOutWithAWarning() throws {
        let batch = try ScoredSamples(
            labels: [1, 0, 1, Float.nan, 1],
            predictions: [0.5, .nan, 0.5, 0.5, 0.5] as [Double],
            weights: [1, 1, Float.infinity, 1, 2]
        )
        #expect(
            batch.samples == [
                ScoredSample(isPositive: true, score: .double(0.5), weight: 1),
                ScoredSample(isPositive: true, score: .double(0.5), weight: 2),
            ]
        )
        #expect(batch.problems.count == 1)
    }

    @Test func labelsAboveZeroArePositive() throws {
        let batch = try ScoredSamples(
            labels: [-1, 0, 1, 2],
            predictions: [0, 0, 0, 0],
            weights: nil
        )
        #expect(batch.samples.map(\.isPositive) == [false, false, true, true])
        #expect(batch.problems.count == 1)
    }

    @Test func mismatchedSizesAreRefused() {
        #expect(throws: ScoredSamples.Mismatch.self) {
            try ScoredSamples(labels: [1], predictions: [1, 2], weights: nil)
        }
        #expect(throws: ScoredSamples.Mismatch.self) {
            try ScoredSamples(labels: [1, 1], predictions: [1, 1], weights: [1, 1, 1])
        }
        #expect(throws: ScoredSamples.Mismatch.self) {
            let text = RawTensor(dtype: .string, shape: [1], bytes: [0])
            _ = try ScoredSamples(labels: [1], predictions: text, weights: nil)
        }
        for shape in [[3], [-1], [Int.max, Int.max]] {
            #expect(throws: ScoredSamples.Mismatch.self) {
                let cut = RawTensor(dtype: .float, shape: shape, bytes: [0, 0, 0, 0])
                _ = try ScoredSamples(labels: [1], predictions: cut, weights: nil)
            }
        }
    }

    @Test func noSamplesMakeACurveOfZeros() throws {
        let batch = try ScoredSamples(labels: [Bool](), predictions: [Float](), weights: nil)
        let curve = PRCurve(batch.samples, thresholdCount: 3)
        #expect(curve.precision == [0, 0, 0])
        #expect(curve.recall == [0, 0, 0])
        #expect(curve.isCountable)
    }

    @Test func countsBeyondAFloatAreNotACurve() {
        for count in [Double.nan, .infinity, 1e39] {
            let curve = PRCurve(
                truePositives: [count, 0],
                falsePositives: [0, 0],
                trueNegatives: [0, 0],
                falseNegatives: [0, 0]
            )
            #expect(!curve.isCountable)
        }
    }

    @Test func aCurveIsSixRowsOfFloats() throws {
        let curve = PRCurve(
            truePositives: [3, 1],
            falsePositives: [1, 0],
            trueNegatives: [0, 1],
            falseNegatives: [0, 2],
            recall: [0.5, .nan]
        )
        let value = curve.value("pr")
        guard case .tensor(let tensor) = value.content else {
            Issue.record("not a tensor")
            return
        }
        #expect(tensor.shape == TensorShape([6, 2]))
        let numbers = RawTensor(dtype: tensor.dtype, shape: [12], bytes: tensor.content).floats()
        #expect(numbers?.dropLast() == [3, 1, 1, 0, 0, 1, 0, 2, 0.75, 1, 0.5])
        #expect(numbers?.last?.isNaN == true)
        let metadata = SummaryMetadata(
            pluginName: "pr_curves",
            pluginContent: [0x10, 2],
            dataClass: .tensor
        )
        #expect(value.metadata == metadata)
    }
}
