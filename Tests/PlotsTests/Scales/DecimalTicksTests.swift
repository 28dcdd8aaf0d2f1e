import Testing

@testable import Plots

@Suite struct DecimalTicksTests {
    private static let table: [(low: Double, high: Double, limit: Int, labels: [String])] = [
        (0, 1, 6, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0.0, 2.4, 6, ["0", "0.5", "1.0", "1.5", "2.0"]),
        (-1.0, 1.0, 5, ["-1.0", "-0.5", "0", "0.5", "1.0"]),
        (0.0, 100.0, 6, ["0", "20", "40", "60", "80", "100"]),
        (0.0, 9_999.0, 6, ["0", "2000", "4000", "6000", "8000"]),
        (0.0, 50_000.0, 6, ["0", "10k", "20k", "30k", "40k", "50k"]),
        (0.0, 1.3e6, 4, ["0", "0.5M", "1.0M"]),
        (0.0, 3e9, 4, ["0", "1G", "2G", "3G"]),
        (0.0, 3e15, 4, ["0", "1e15", "2e15", "3e15"]),
        (0.0, 3e-4, 4, ["0", "1e-4", "2e-4", "3e-4"]),
        (0.0, 2.5e-4, 6, ["0", "0.5e-4", "1.0e-4", "1.5e-4", "2.0e-4", "2.5e-4"]),
        (0.001, 0.003, 3, ["0.001", "0.002", "0.003"]),
        (1.0, 1.000_1, 3, ["1.00000", "1.00005", "1.00010"]),
        (123_456.0, 123_458.0, 3, ["123456", "123457", "123458"]),
    ]

    @Test(arguments: table)
    func labelsHaveJustEnoughDigits(low: Double, high: Double, limit: Int, labels: [String]) {
        let ticks = DecimalTicks(from: low, through: high, limit: limit).ticks
        #expect(ticks.map(\.label) == labels)
    }

    @Test func stepsAreWholeNumbers() {
        let ticks = DecimalTicks(from: 0, through: 3, limit: 9, isWhole: true).ticks
        #expect(ticks.map(\.label) == ["0", "1", "2", "3"])
    }

    /// A small multiple of the least number.
    private static let least = 2_000 * Double.leastNonzeroMagnitude
    private static let ranges: [(low: Double, high: Double)] = [
        (-Double.greatestFiniteMagnitude, Double.greatestFiniteMagnitude),
        (0, .greatestFiniteMagnitude), (0, 1e-300), (-least, least),
        (1, 1 + 1e-12), (1e15, 1e15 + 8), (-7, -3), (0.1, 0.3),
    ]

    @Test(arguments: ranges)
    func ticksAreFewRoundAndInside(low: Double, high: Double) {
        for limit in 2...12 {
            let ticks = DecimalTicks(from: low, through: high, limit: limit).ticks
            #expect(ticks.count <= limit)
            // The next step after 1e308 is beyond the greatest number.
            #expect(!ticks.isEmpty || limit == 2 && high - low == .infinity)
            #expect(ticks.allSatisfy { low...high ~= $0.value })
            #expect(Set(ticks.map(\.label)).count == ticks.count)
            #expect(ticks.map(\.value) == ticks.map(\.value).sorted())
        }
    }

    /// What a label says is what it stands for.
    @Test func labelsReadBack() {
        for exponent in stride(from: -300, through: 300, by: 7) {
            let high = PowerOfTen.scaled(37, exponent)
            for tick in DecimalTicks(from: -high / 3, through: high, limit: 8).ticks {
                let factor = ["k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12]
                let unit = tick.label.last.flatMap { factor[String($0)] }
                let digits = unit == nil ? tick.label : String(tick.label.dropLast())
                let value = (Double(digits) ?? .nan) * (unit ?? 1)
                #expect(abs(value - tick.value) <= abs(tick.value) * 1e-15, "\(tick)")
            }
        }
    }

    private static let nonsense: [(low: Double, high: Double, limit: Int)] = [
        (2, 1, 5), (0, 1, 0), (1, 1, 5), (.nan, 1, 5), (0, .infinity, 5),
    ]

    @Test(arguments: nonsense)
    func nonsenseHasNoTicks(low: Double, high: Double, limit: Int) {
        #expect(DecimalTicks(from: low, through: high, limit: limit).ticks.isEmpty)
    }
}
