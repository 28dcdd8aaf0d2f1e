/// Ticks of a logarithmic axis: powers of ten, and what lies between them where there is room.
enum LogarithmicTicks {
    /// The ticks from `low` through `high`, both positive, of which at most `limit` have a label.
    static func ticks(from low: Double, through high: Double, limit: Int) -> [Tick] {
        guard 0 < low, low < high, limit > 0 else { return [] }
        let exponents = PowerOfTen.exponent(of: low)...PowerOfTen.exponent(of: high)
        for digits in [[1, 2, 5], [1, 3], [1]] {
            let ticks = multiples(of: digits, exponents, low...high)
            if ticks.count >= 2, ticks.count <= limit {
                return withMinor(ticks, exponents, low...high)
            }
        }
        let powers = multiples(of: [1], exponents, low...high)
        // Less than a power of ten in view: the usual round numbers, spaced by their logarithms.
        guard powers.count > limit else {
            return DecimalTicks(from: low, through: high, limit: limit).ticks.filter {
                $0.value > 0
            }
        }
        return every(exponents, low...high, limit: limit)
    }

    /// Every second, fifth, tenth … power of ten, counted from 1.
    private static func every(
        _ exponents: ClosedRange<Int>,
        _ range: ClosedRange<Double>,
        limit: Int
    ) -> [Tick] {
        for stride in [2, 3, 5, 10, 20, 50, 100, 200, 500] {
            let ticks = exponents.filter { $0 % stride == 0 }.compactMap { tick(1, $0, range) }
            guard ticks.count <= limit else { continue }
            // The powers in between show that it is not every one that has a label.
            let others = exponents.filter { $0 % stride != 0 }.compactMap { tick(1, $0, range) }
            guard others.count <= 4 * limit else { return ticks }
            let minor = others.map { Tick(value: $0.value, label: "") }
            return (ticks + minor).sorted { $0.value < $1.value }
        }
        return []
    }

    private static func multiples(
        of digits: [Int],
        _ exponents: ClosedRange<Int>,
        _ range: ClosedRange<Double>
    ) -> [Tick] {
        exponents.flatMap { exponent in digits.compactMap { tick($0, exponent, range) } }
    }

    /// Unlabeled ticks at the other multiples, if the powers of ten are few enough to leave room.
    private static func withMinor(
        _ ticks: [Tick],
        _ exponents: ClosedRange<Int>,
        _ range: ClosedRange<Double>
    ) -> [Tick] {
        guard exponents.count <= 8 else { return ticks }
        let labeled = Set(ticks.map(\.value))
        let minor = multiples(of: Array(1...9), exponents, range)
            .filter { !labeled.contains($0.value) }
            .map { Tick(value: $0.value, label: "") }
        return (ticks + minor).sorted { $0.value < $1.value }
    }

    private static func tick(
        _ digit: Int,
        _ exponent: Int,
        _ range: ClosedRange<Double>
    ) -> Tick? {
        let value = PowerOfTen.scaled(digit, exponent)
        guard range.contains(value) else { return nil }
        let label =
            -3..<4 ~= exponent
            ? DecimalLabel(multiples: [digit], exponent: exponent).text(of: digit)
            : "\(digit)e\(exponent)"
        return Tick(value: value, label: label)
    }
}
