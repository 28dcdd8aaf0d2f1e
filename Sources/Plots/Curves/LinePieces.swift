/// The pieces of a curve that are drawn without going back: attempts, and passes over the data.
struct LinePieces {
    /// Points that are drawn as one line.
    struct Piece {
        /// The points, as stretches of the curve, in order.
        var stretches: [Range<Int>]
        /// Whether a later attempt logged these points again.
        var isSuperseded: Bool
    }

    private(set) var pieces: [Piece] = []

    /// Divides a curve.
    ///
    /// - Parameters:
    ///   - curve: The curve.
    ///   - leap: The least way back in x that begins a new line; less is jitter, and drawn in the
    ///     order of x.
    init(_ curve: Curve, leap: Double) {
        addSuperseded(curve)
        let stretches = curve.keptStretches
        let cuts = Self.falls(curve, stretches, leap)
        // A curve that goes back all the time has no order that lines could show.
        guard !cuts.isEmpty, cuts.count <= Self.mostPasses else {
            if !stretches.isEmpty {
                pieces.append(Piece(stretches: stretches, isSuperseded: false))
            }
            return
        }
        var current: [Range<Int>] = []
        var rest = cuts[...]
        for stretch in stretches {
            var start = stretch.lowerBound
            while let cut = rest.first, cut < stretch.upperBound {
                rest.removeFirst()
                if start < cut { current.append(start..<cut) }
                if !current.isEmpty {
                    pieces.append(Piece(stretches: current, isSuperseded: false))
                }
                current = []
                start = cut
            }
            if start < stretch.upperBound { current.append(start..<stretch.upperBound) }
        }
        if !current.isEmpty { pieces.append(Piece(stretches: current, isSuperseded: false)) }
    }

    /// Each superseded stretch, led by the point that it continued.
    private mutating func addSuperseded(_ curve: Curve) {
        let superseded = curve.supersededStretches
        guard superseded.count <= Self.mostPasses else {
            pieces.append(Piece(stretches: superseded, isSuperseded: true))
            return
        }
        var ends = curve.keptStretches[...]
        var lastKept: Int?
        for stretch in superseded {
            while let kept = ends.first, kept.upperBound <= stretch.lowerBound {
                lastKept = kept.upperBound - 1
                ends.removeFirst()
            }
            var stretches = [stretch]
            if let lastKept, curve.x[lastKept] <= curve.x[stretch.lowerBound] {
                stretches.insert(lastKept..<lastKept + 1, at: 0)
            }
            pieces.append(Piece(stretches: stretches, isSuperseded: true))
        }
    }

    /// The points at which x goes back by a leap; only so many that it is clear that there are too
    /// many.
    private static func falls(_ curve: Curve, _ stretches: [Range<Int>], _ leap: Double) -> [Int] {
        var falls: [Int] = []
        var highest = -Double.infinity
        for stretch in stretches {
            for index in stretch {
                let x = curve.x[index]
                if x >= highest {
                    if x < .infinity { highest = x }
                } else if highest - x > leap {
                    falls.append(index)
                    guard falls.count <= mostPasses else { return falls }
                    highest = x
                }
            }
        }
        return falls
    }

    private static let mostPasses = 64
}
