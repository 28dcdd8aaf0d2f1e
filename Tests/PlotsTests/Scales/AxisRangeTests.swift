import Testing

@testable import Plots

@Suite struct AxisRangeTests {
    private static let greatest = Double.greatestFiniteMagnitude
    private static let least = Double.leastNonzeroMagnitude

    private static let extents: [(low: Double, high: Double)] = [
        (0, 1), (3, 3), (0, 0), (-greatest, greatest), (greatest, greatest), (least, least),
        (-greatest, -greatest), (0, least), (1, 1.0.nextUp), (1e300, 1.0000001e300),
    ]

    @Test(arguments: extents)
    func linearRangesHoldTheValuesAndDiffer(low: Double, high: Double) {
        let range = AxisRange.linear(low, high, margin: 0.05)
        #expect(range.low <= low)
        #expect(range.high >= high)
        #expect(range.low < range.high)
        #expect(range.low.isFinite && range.high.isFinite)
        let scale = Scale(low: range.low, high: range.high, from: 100, to: 0)
        #expect(0...100 ~= scale.position(of: low))
        #expect(0...100 ~= scale.position(of: high))
        #expect(DecimalTicks(from: range.low, through: range.high, limit: 5).multiples.count >= 2)
    }

    private static let positiveExtents: [(low: Double, high: Double)] = [
        (1, 10), (3, 3), (least, greatest), (greatest, greatest), (least, least),
    ]

    @Test(arguments: positiveExtents)
    func logarithmicRangesStayPositive(low: Double, high: Double) {
        let range = AxisRange.logarithmic(low, high, margin: 0.05)
        #expect(0 < range.low && range.low <= low)
        #expect(high <= range.high && range.high.isFinite)
        #expect(range.low < range.high)
        let scale = Scale(
            low: range.low,
            high: range.high,
            isLogarithmic: true,
            from: 100,
            to: 0
        )
        #expect(0...100 ~= scale.position(of: low))
        #expect(0...100 ~= scale.position(of: high))
    }

    @Test func positionsAreLinear() {
        let scale = Scale(low: 10, high: 20, from: 0, to: 100)
        #expect([10, 12.5, 20, 25, -1e300].map(scale.position) == [0, 25, 100, 150, -100_000])
    }

    @Test func positionsAreLogarithmic() {
        let scale = Scale(low: 0.01, high: 100, isLogarithmic: true, from: 0, to: 100)
        let places = [0.01, 0.1, 1, 10, 100].map(scale.position)
        for (place, expected) in zip(places, [0, 25, 50, 75, 100.0]) {
            #expect(abs(place - expected) < 1e-9)
        }
    }
}
