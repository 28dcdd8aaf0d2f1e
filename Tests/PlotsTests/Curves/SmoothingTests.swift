import Testing

@testable import Plots

@Suite struct SmoothingTests {
    /// What TensorBoard's own `classicSmoothing` returns, run in Node, for 1, 2, 4, NaN, 8, Infinity,
    /// -16, 0.
    private static let table: [(weight: Double, expected: [Double])] = [
        (0, [1, 2, 4, .nan, 8, .infinity, -16, 0]),
        (
            0.6,
            [
                1, 1.625, 2.8367346938775513, .nan, 5.209558823529411, .infinity,
                -3.989590562109646, -2.3156552094522023,
            ]
        ),
        (
            0.9,
            [
                1, 1.5263157894736843, 2.4391143911439115, .nan, 4.056120965396919, .infinity,
                -0.8414690727943146, -0.6618824950539842,
            ]
        ),
        (
            0.999,
            [
                1, 1.5002501250625528, 2.334333889111151, .nan, 3.7528768130309915, .infinity,
                -0.2056076054009582, -0.17125390133379373,
            ]
        ),
        (1, [0, 0, 0, .nan, 0, .infinity, 0, 0]),
        (1.7, [0, 0, 0, .nan, 0, .infinity, 0, 0]),
        (-1, [1, 2, 4, .nan, 8, .infinity, -16, 0]),
        (.nan, [1, 2, 4, .nan, 8, .infinity, -16, 0]),
    ]

    @Test(arguments: table)
    func smoothsAsTensorBoardDoes(weight: Double, expected: [Double]) {
        let y: [Double] = [1, 2, 4, .nan, 8, .infinity, -16, 0]
        expectClose(smoothed(y, weight), expected)
    }

    @Test func aConstantCurveStays() {
        #expect(smoothed([0.1, 0.1, 0.1], 0.9) == [0.1, 0.1, 0.1])
        expectClose(smoothed([3, 3, 3, 4], 0.9), [3, 3, 3, 3.2907822041291084])
    }

    @Test func theLargestNumbersStayFinite() {
        let greatest = Double.greatestFiniteMagnitude
        let values = smoothed([greatest, greatest, -greatest, greatest, 0], 0.6)
        #expect(values.allSatisfy { $0.isFinite })
    }

    /// The others are what they would be without them; they continue what was there before.
    @Test func supersededPointsDoNotEnterTheAverage() {
        let y = [5.0, 4, 100, 200, 3, 2]
        var curve = Curve(name: "", x: y, y: y)
        curve.superseded = [2..<4]
        let values = Smoothing(weight: 0.6).values(of: curve)
        let kept = smoothed([5, 4, 3, 2], 0.6)
        expectClose([values[0], values[1], values[4], values[5]], kept)
        expectClose(Array(values[2..<4]), Array(smoothed([5, 4, 100, 200], 0.6)[2...]))
    }

    private func smoothed(_ y: [Double], _ weight: Double) -> [Double] {
        Smoothing(weight: weight).values(of: Curve(name: "", x: y, y: y))
    }

    private func expectClose(_ values: [Double], _ expected: [Double]) {
        #expect(values.count == expected.count)
        for (value, expected) in zip(values, expected) {
            let isSame = value == expected || value.isNaN && expected.isNaN
            #expect(
                isSame || abs(value - expected) <= 1e-14 * abs(expected),
                "\(value) \(expected)"
            )
        }
    }
}
