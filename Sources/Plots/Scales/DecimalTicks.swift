/// Round numbers: multiples of 1, 2 or 5 times a power of ten.
struct DecimalTicks {
    /// The multiples as whole numbers, in units of 10^`exponent`.
    private(set) var multiples: [Int] = []
    private(set) var exponent = 0

    /// The round numbers from `low` through `high`, at most `limit` of them but at least two where
    /// the numbers allow it.
    ///
    /// - Parameters:
    ///   - low: The least value, finite.
    ///   - high: The greatest value, finite.
    ///   - limit: The most ticks.
    ///   - isWhole: Whether only whole numbers are wanted.
    init(from low: Double, through high: Double, limit: Int, isWhole: Bool = false) {
        guard low <= high, limit > 0 else { return }
        let span = high - low
        // Half of the span is finite where the span is not.
        let rough = span.isFinite ? span / Double(limit) : (high / 2 - low / 2) / Double(limit) * 2
        guard rough > 0, rough.isFinite else { return }
        var exponent = max(PowerOfTen.exponent(of: rough) - 1, -324)
        if isWhole { exponent = max(exponent, 0) }
        for exponent in exponent...exponent + 3 {
            for digit in [1, 2, 5] {
                guard
                    let multiples = Self.multiples(
                        of: digit,
                        exponent: exponent,
                        from: low,
                        through: high,
                        limit: limit
                    )
                else { continue }
                self.multiples = multiples
                self.exponent = exponent
                return
            }
        }
    }

    /// The multiples of one step; nil if there are too many, or more than a number can tell apart.
    private static func multiples(
        of digit: Int,
        exponent: Int,
        from low: Double,
        through high: Double,
        limit: Int
    ) -> [Int]? {
        let step = PowerOfTen.scaled(digit, exponent)
        guard step > 0, step.isFinite else { return nil }
        let first = (low / step).rounded(.down)
        let last = (high / step).rounded(.up)
        guard abs(first) < 0x1p59, abs(last) < 0x1p59, last - first <= Double(limit) + 2 else {
            return nil
        }
        let multiples = (Int(first)...Int(last)).map { $0 * digit }
            .filter { low...high ~= PowerOfTen.scaled($0, exponent) }
        return multiples.count <= limit ? multiples : nil
    }

    /// The values, in order.
    var values: [Double] { multiples.map { PowerOfTen.scaled($0, exponent) } }

    /// The values with labels that agree in unit and digits.
    var ticks: [Tick] {
        let format = DecimalLabel(multiples: multiples, exponent: exponent)
        return zip(values, multiples).map { Tick(value: $0, label: format.text(of: $1)) }
    }
}
