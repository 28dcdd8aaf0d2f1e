internal import NonFiniteNumbers

/// The course of a run's loss, for a picture next to its break.
public struct LossCurve: Hashable, Sendable {
    /// The loss's tag.
    public var tag: String
    /// The steps of the points, in the order in which they were logged.
    public var steps: [Int64]
    /// The values: where there were more, means of equally many; nil where one of these is not
    /// finite.
    public var values: [Double?]
    /// The first value; nil if it is not finite.
    public var first: Double?
    /// The first value that is not finite, if there is one.
    public var nonFinite: NonFiniteKind?
    /// Its step.
    public var nonFiniteStep: Int64?
}

extension LossCurve {
    /// The points of a sample that belong to one attempt of one writer; nil without two points.
    init?(_ points: [CurveSample.Point], tag: String) {
        guard points.count > 1, let start = points.first else { return nil }
        var steps: [Int64] = []
        var values: [Double?] = []
        let share = (points.count + Self.limit - 1) / Self.limit
        for index in stride(from: 0, to: points.count, by: share) {
            let group = points[index..<min(index + share, points.count)]
            steps.append(points[index].step)
            let isBad = group.contains { $0.bad != nil }
            values.append(isBad ? nil : group.reduce(0) { $0 + $1.mean / Double(group.count) })
        }
        let bad = points.lazy.compactMap(\.bad).first
        self.init(
            tag: tag,
            steps: steps,
            values: values,
            first: start.first.isFinite ? start.first : nil,
            nonFinite: bad.flatMap { NonFiniteKind(of: $0.value) },
            nonFiniteStep: bad?.step
        )
    }

    private static let limit = 64
}
