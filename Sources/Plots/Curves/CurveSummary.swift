/// What the legend says of a curve, and what its axes need.
struct CurveSummary: Sendable {
    /// The last value that is not superseded, and its x value.
    private(set) var last: (x: Double, y: Double)?
    /// The least finite value that is not superseded, and its x value.
    private(set) var minimum: (x: Double, y: Double)?
    /// How many values are not finite, superseded ones included.
    private(set) var nonFiniteCount = 0
    /// The first stretches of values that are not finite, as many as the legend may name.
    private(set) var stretches: [NonFiniteStretch] = []
    /// The number of all such stretches.
    private(set) var stretchCount = 0
    /// The kinds that occur.
    private(set) var kinds: Set<NonFiniteKind> = []
    /// How many points have no finite x value.
    private(set) var unplacedCount = 0
    /// The least and the greatest finite x value.
    private(set) var xExtent: ClosedRange<Double>?
    /// How many points are superseded.
    private(set) var supersededCount = 0

    /// The summary of a curve's values as they were logged.
    init(_ curve: Curve) {
        for stretch in curve.supersededStretches {
            supersededCount += stretch.count
            addExtent(curve, stretch)
        }
        for stretch in curve.keptStretches {
            addExtent(curve, stretch)
            addMinimum(curve, stretch)
            let index = stretch.upperBound - 1
            last = (curve.x[index], curve.y[index])
        }
        addNonFinite(curve)
    }

    private mutating func addExtent(_ curve: Curve, _ stretch: Range<Int>) {
        var low = Double.infinity
        var high = -Double.infinity
        var unplaced = 0
        for index in stretch {
            let x = curve.x[index]
            guard x.isFinite else {
                unplaced += 1
                continue
            }
            if x < low { low = x }
            if x > high { high = x }
        }
        unplacedCount += unplaced
        guard low <= high else { return }
        xExtent = min(low, xExtent?.lowerBound ?? low)...max(high, xExtent?.upperBound ?? high)
    }

    private mutating func addMinimum(_ curve: Curve, _ stretch: Range<Int>) {
        var least = Double.infinity
        var place: Int?
        for index in stretch where curve.y[index] < least && curve.y[index].isFinite {
            least = curve.y[index]
            place = index
        }
        guard let place, least < minimum?.y ?? .infinity else { return }
        minimum = (curve.x[place], least)
    }

    private mutating func addNonFinite(_ curve: Curve) {
        var open: NonFiniteStretch?
        for index in 0..<curve.count {
            let y = curve.y[index]
            if y.isFinite && open == nil { continue }
            let kind = NonFiniteKind(y)
            if kind != nil { nonFiniteCount += 1 }
            let x = curve.x[index]
            if let kind, let current = open, current.kind == kind {
                open = NonFiniteStretch(
                    kind: kind,
                    firstX: current.firstX,
                    lastX: x,
                    count: current.count + 1
                )
                continue
            }
            if let open { close(open) }
            open = kind.map { NonFiniteStretch(kind: $0, firstX: x, lastX: x, count: 1) }
        }
        if let open { close(open) }
    }

    private mutating func close(_ stretch: NonFiniteStretch) {
        stretchCount += 1
        kinds.insert(stretch.kind)
        if stretches.count < Self.keptStretches { stretches.append(stretch) }
    }

    private static let keptStretches = 2
}
