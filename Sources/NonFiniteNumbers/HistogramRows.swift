/// The non-finite elements that the rows of a `[k, 3]` histogram tensor (left edge, right edge,
/// count) show.
///
/// TensorFlow 2 writes no extremes, only edges, and those come from arithmetic on the smallest and
/// largest element: one NaN or infinity there spoils nearly all of them. The last right edge is
/// the largest element itself. See TensorBoard's `plugins/histogram/summary_v2.py`.
package struct HistogramRows {
    package private(set) var numberCount = 0
    private var first = 0.0
    private var last = 0.0
    // Edges between the first and the last.
    private var hasInner = false
    private var innerNaN: Double?
    private var innerInfinity: Double?
    private var badCount: (index: Int, count: Double)?

    /// Adds the next number, in row-major order.
    package mutating func add(_ number: Double) {
        switch numberCount % 3 {
        case 0 where numberCount == 0: first = number
        case 0:
            hasInner = true
            if number.isNaN { innerNaN = innerNaN ?? number }
            if number.isInfinite { innerInfinity = innerInfinity ?? number }
        case 1: last = number
        default:
            if !number.isFinite { badCount = badCount ?? (numberCount / 3, number) }
        }
        numberCount += 1
    }

    /// The findings that the rows show; none if all is well.
    package var evidence: [HistogramEvidence] {
        var evidence = evidenceOfEdges
        if let badCount, let kind = NonFiniteKind(of: badCount.count) {
            evidence.append(
                HistogramEvidence(
                    kind: kind,
                    count: 1,
                    field: "count",
                    index: badCount.index,
                    bits: badCount.count.bitPattern
                )
            )
        }
        return HistogramEvidence.merged(evidence)
    }

    private var evidenceOfEdges: [HistogramEvidence] {
        let innerIsFinite = innerNaN == nil && innerInfinity == nil
        if first.isFinite, last.isFinite, innerIsFinite { return [] }
        // Open-ended outer buckets around finite edges are a writer's choice, not a finding.
        if hasInner, innerIsFinite, !first.isNaN, !last.isNaN, first != .infinity,
            last != -.infinity
        {
            return []
        }
        func evidence(_ kind: NonFiniteKind, _ edge: Double) -> HistogramEvidence {
            HistogramEvidence(kind: kind, count: 1, field: "edges", bits: edge.bitPattern)
        }
        if last.isNaN { return [evidence(.nan, last)] }
        // The start values of a minimum and a maximum that skip NaN: every element is one. Infinite
        // elements leave the edges the other way round.
        if first == .infinity, last == -.infinity { return [evidence(.nan, innerNaN ?? .nan)] }
        // The op writes the smallest element as the first left edge; numpy's path writes a NaN
        // there.
        let ends = [first, last].filter(\.isInfinite)
        if !ends.isEmpty {
            return ends.map { evidence($0 < 0 ? .negativeInfinity : .positiveInfinity, $0) }
        }
        if let edge = innerNaN {
            // A finite largest element and a bad smallest one, or no known writer's habit.
            return [evidence(first.isNaN ? .negativeInfinity : .unknown, edge)]
        }
        // Finite data whose range overflowed: the inner edges are infinite, but no element is.
        let edge = innerInfinity ?? first
        return [evidence(NonFiniteKind(of: edge) ?? .unknown, edge)]
    }
}
