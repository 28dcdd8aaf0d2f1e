/// A curve in one line of text.
package enum Sparkline {
    /// One character for each column, from `▁` for the least value to `█` for the greatest, and `!`
    /// where a value is not finite.
    ///
    /// Where there are more values than columns, each stands for the mean of its share, and one
    /// non-finite value makes it `!`.
    ///
    /// - Parameters:
    ///   - values: The values in order.
    ///   - columns: The most characters.
    /// - Returns: The curve.
    package static func text(of values: [Double], columns: Int) -> String {
        guard columns > 0, !values.isEmpty else { return "" }
        let count = min(columns, values.count)
        let shares = (0..<count).map { column -> Double? in
            let first = column * values.count / count
            let share = values[first..<(column + 1) * values.count / count]
            guard share.allSatisfy(\.isFinite) else { return nil }
            // Divided first, since the sum of two finite numbers may not be finite.
            return share.reduce(0) { $0 + $1 / Double(share.count) }
        }
        let finite = shares.compactMap(\.self)
        let low = finite.min() ?? 0
        let span = (finite.max() ?? 0) / 2 - low / 2
        return String(
            shares.map { share -> Character in
                guard let share else { return "!" }
                guard span > 0 else { return levels[0] }
                let level = (share / 2 - low / 2) / span * Double(levels.count - 1)
                return levels[min(max(Int(level.rounded()), 0), levels.count - 1)]
            }
        )
    }

    private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
