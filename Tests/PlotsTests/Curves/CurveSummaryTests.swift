import TestSupport
import Testing

@testable import Plots

@Suite struct CurveSummaryTests {
    @Test func stretchesAreOfOneKind() {
        let y: [Double] = [1, .nan, .nan, .infinity, 2, -.infinity, 3]
        let summary = CurveSummary(Curve(name: "", x: y.indices.map { Double($0) * 10 }, y: y))
        #expect(summary.nonFiniteCount == 4)
        #expect(summary.stretchCount == 3)
        #expect(
            summary.stretches == [
                NonFiniteStretch(kind: .nan, firstX: 10, lastX: 20, count: 2),
                NonFiniteStretch(kind: .positiveInfinity, firstX: 30, lastX: 30, count: 1),
            ]
        )
        #expect(summary.kinds == Set(NonFiniteKind.allCases))
        #expect(summary.minimum?.y == 1)
        #expect(summary.last?.y == 3)
    }

    @Test func supersededValuesAreNeitherLastNorLeast() {
        let curve = Curve(
            name: "",
            x: [0, 1, 2, 1, 2],
            y: [5, -1, .nan, 4, 6],
            superseded: [1..<3]
        )
        let summary = CurveSummary(curve)
        #expect(summary.minimum?.y == 4)
        #expect(summary.last?.y == 6)
        #expect(summary.nonFiniteCount == 1)
        #expect(summary.supersededCount == 2)
        #expect(summary.xExtent == 0...2)
    }

    @Test func pointsWithoutAPlaceAreCounted() {
        let summary = CurveSummary(Curve(name: "", x: [.nan, 1, .infinity], y: [1, 2, 3]))
        #expect(summary.unplacedCount == 2)
        #expect(summary.xExtent == 1...1)
    }

    /// Against sorting, as TensorBoard does it.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func outliersAreThoseOfSorting(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...300, using: &generator)
        let values = (0..<count).map { _ in Double(Int.random(in: -50...50, using: &generator)) }
        let sorted = values.sorted()
        func quantile(_ fraction: Double) -> Double {
            let rank = fraction * Double(count - 1)
            let (low, rest) = (Int(rank), rank - Double(Int(rank)))
            return sorted[low] * (1 - rest) + sorted[min(low + 1, count - 1)] * rest
        }
        let inside = sorted.filter { count <= 2 || quantile(0.05)...quantile(0.95) ~= $0 }
        let extent = Quantile.extentIgnoringOutliers(of: values)
        #expect(extent?.lowerBound == inside.first)
        #expect(extent?.upperBound == inside.last)
    }
}
