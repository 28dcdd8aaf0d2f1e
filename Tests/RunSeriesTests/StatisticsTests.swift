import TestSupport
import Testing

@testable import RunSeries

/// Sums over parts give the mean and the spread of all numbers.
@Suite struct StatisticsTests {
    @Test(arguments: TestDepth.seeds(50, of: 500))
    func partsGiveTheMeanAndTheSpread(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let offset = Double.random(in: -1e6...1e6, using: &generator)
        let numbers = (0..<Int.random(in: 2...200, using: &generator)).map { _ in
            offset + Double.random(in: -1...1, using: &generator)
        }
        var whole = NumberStatistics()
        var part = NumberStatistics()
        for (step, number) in numbers.enumerated() {
            part.add(number, step: Int64(step))
            if Int.random(in: 0..<20, using: &generator) == 0 {
                part.endPart()
                whole.append(part)
                part = NumberStatistics()
            }
        }
        part.endPart()
        whole.append(part)
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(numbers.count - 1)).squareRoot()
        #expect(whole.count == numbers.count)
        #expect(abs((whole.average ?? .nan) - mean) < 1e-9)
        #expect(abs((whole.standardDeviation ?? .nan) - deviation) < 1e-9)
        #expect(whole.minimum == numbers.min() && whole.maximum == numbers.max())
    }

    @Test func aConstantHasNoSpread() {
        var statistics = NumberStatistics()
        for step in 0..<10 { statistics.add(0.1, step: Int64(step)) }
        statistics.endPart()
        #expect(statistics.standardDeviation == 0 && statistics.average == 0.1)
    }

    @Test func numbersTooLargeToAddHaveNoMean() {
        var statistics = NumberStatistics()
        statistics.add(1.7e308, step: 0)
        statistics.add(-1.7e308, step: 1)
        statistics.endPart()
        #expect(statistics.standardDeviation == nil)
        #expect(statistics.minimum == -1.7e308 && statistics.maximum == 1.7e308)
    }

    @Test(
        arguments: [
            // Steps, the usual distance, the number that is missing.
            ([0, 1, 2, 3], 1, 0),
            ([0, 10, 20, 40, 50], 10, 1),
            ([5], nil, nil),
            ([0, 10, 15, 25], 10, nil),
            ([0, 1, 1, 2], 1, 0),
            ([0, 1, 2, 0, 1], 1, nil),
            ([0, 7, 14, 15, 99], 7, nil),
            ([.min, 0, .max], .max, nil),
        ] as [([Int64], Int64?, Int?)]
    )
    func missingStepsAreCountedWhereTheDistanceIsClear(
        steps: [Int64],
        usual: Int64?,
        missing: Int?
    ) {
        var increments = StepIncrements()
        for (before, after) in zip(steps, steps.dropFirst()) {
            increments.add(
                after.subtractingReportingOverflow(before).overflow ? .max : after - before
            )
        }
        #expect(increments.usual == usual)
        #expect(increments.missing == missing)
    }

    @Test(arguments: TestDepth.seeds(30, of: 300))
    func theUsualDistanceIsFoundInParts(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let distances = (0..<300).map { _ in
            Int.random(in: 0..<10, using: &generator) < 6
                ? 5 : 5 * Int64.random(in: 1...30, using: &generator)
        }
        var whole = StepIncrements()
        var part = StepIncrements()
        var gap: Int64?
        for (index, distance) in distances.enumerated() {
            if index % 37 == 36 {
                // The distance between two parts belongs to neither.
                if let gap { whole.append(part, gap: gap) } else { whole = part }
                gap = distance
                part = StepIncrements()
            } else {
                part.add(distance)
            }
        }
        if let gap { whole.append(part, gap: gap) }
        #expect(whole.usual == 5)
        #expect(whole.missing == distances.reduce(0) { $0 + Int($1 / 5) - 1 })
    }
}
