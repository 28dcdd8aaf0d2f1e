import Testing

@testable import Plots

@Suite struct LogarithmicTicksTests {
    private func labels(_ low: Double, _ high: Double, _ limit: Int) -> [String] {
        LogarithmicTicks.ticks(from: low, through: high, limit: limit).map(\.label)
            .filter { !$0.isEmpty }
    }

    private static let table: [(low: Double, high: Double, limit: Int, labels: [String])] = [
        (0.001, 1_000, 7, ["0.001", "0.01", "0.1", "1", "10", "100", "1000"]),
        (1e-7, 1e-3, 5, ["1e-7", "1e-6", "1e-5", "1e-4", "0.001"]),
        (1.0, 100.0, 7, ["1", "2", "5", "10", "20", "50", "100"]),
        (1.0, 100.0, 5, ["1", "3", "10", "30", "100"]),
        (1e-300, 1e300, 7, ["1e-300", "1e-200", "1e-100", "1", "1e100", "1e200", "1e300"]),
        (0.5, 0.9, 5, ["0.5", "0.6", "0.7", "0.8", "0.9"]),
    ]

    @Test(arguments: table)
    func powersAndWhatLiesBetween(low: Double, high: Double, limit: Int, labels: [String]) {
        #expect(self.labels(low, high, limit) == labels)
    }

    @Test func multiplesBetweenPowersHaveNoLabels() {
        let ticks = LogarithmicTicks.ticks(from: 1, through: 100, limit: 3)
        #expect(ticks.count == 19)
        #expect(ticks.map(\.value) == ticks.map(\.value).sorted())
    }

    @Test(arguments: [0.0, -1, 1])
    func onlyPositiveRangesHaveTicks(low: Double) {
        #expect(LogarithmicTicks.ticks(from: low, through: 1, limit: 5).isEmpty)
    }

    @Test func subnormalsHaveTicks() {
        let ticks = LogarithmicTicks.ticks(from: .leastNonzeroMagnitude, through: 1e-300, limit: 5)
        #expect(ticks.count { !$0.label.isEmpty } >= 2)
    }
}
