/// How lines of curves are drawn in pictures.
enum LineStyle {
    /// The lengths of dashes and gaps: curves that share a color differ in them.
    static func dashes(of curve: Int, colorCount: Int) -> [Double] {
        let patterns: [[Double]] = [[], [6, 3], [1.5, 3], [8, 3, 1.5, 3]]
        return patterns[curve / max(colorCount, 1) % patterns.count]
    }

    static func width(of strength: PlacedLine.Strength) -> Double {
        strength == .full ? 1.6 : 1
    }

    static func opacity(of strength: PlacedLine.Strength) -> Double {
        switch strength {
        case .raw: 0.3
        case .superseded: 0.4
        case .full: 1
        }
    }
}
