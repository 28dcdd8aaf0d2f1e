internal import TensorBoardEvents

/// What a `[k, 3]` histogram tensor (rows of left edge, right edge, count) tells of its data.
///
/// TensorFlow 2 writes no extremes, only edges, and those come from arithmetic on the smallest and
/// largest element: one NaN or infinity there spoils nearly all of them. The last right edge is
/// the largest element itself. See TensorBoard's `plugins/histogram/summary_v2.py`.
struct HistogramTensor {
    /// Left edges first to last, then the last right edge, as far as they matter.
    private let edges: [Double]
    private let counts: [Double]

    /// Decodes the rows of a tensor, nil when it is no `[k, 3]` of floats or doubles.
    init?(_ message: UnsafeRawBufferPointer, shape: TensorShape) {
        guard shape.dimensions.count == 2, shape.dimensions[1] == 3 else { return nil }
        let values = SmallTensor.values(of: message)
        guard !values.isEmpty, values.count == shape.elementCount else { return nil }
        let rows = stride(from: 0, to: values.count, by: 3)
        edges = rows.map { values[$0] } + [values[values.count - 2]]
        counts = rows.map { values[$0 + 2] }
    }

    /// What the rows tell, nothing when all is well.
    var evidence: [HistogramEvidence] {
        var evidence = evidenceOfEdges
        for (index, count) in counts.enumerated() {
            guard let kind = NonFiniteKind(of: count) else { continue }
            evidence.append(
                HistogramEvidence(
                    kind: kind,
                    count: 1,
                    field: "count",
                    index: index,
                    bits: count.bitPattern
                )
            )
        }
        return HistogramEvidence.merged(evidence)
    }

    private var evidenceOfEdges: [HistogramEvidence] {
        let spoiled = edges.filter { !$0.isFinite }
        guard let anySpoiled = spoiled.first, let first = edges.first, let last = edges.last
        else { return [] }
        let inner = edges.dropFirst().dropLast()
        // Open-ended outer buckets around finite edges are a writer's choice, not a finding.
        if !inner.isEmpty, inner.allSatisfy(\.isFinite), !first.isNaN, !last.isNaN,
            first != .infinity, last != -.infinity
        {
            return []
        }
        func evidence(_ kind: NonFiniteKind, _ edge: Double) -> HistogramEvidence {
            HistogramEvidence(kind: kind, count: 1, field: "edges", bits: edge.bitPattern)
        }
        if last.isNaN { return [evidence(.nan, last)] }
        // The op writes the smallest element as first left edge, numpy's path a NaN there.
        let ends = [first, last].filter(\.isInfinite)
        if !ends.isEmpty {
            return ends.map { evidence($0 < 0 ? .negativeInfinity : .positiveInfinity, $0) }
        }
        if inner.contains(where: \.isNaN) {
            // A finite largest element and a spoiled smallest one, or no known writer's habit.
            return [evidence(first.isNaN ? .negativeInfinity : .unknown, anySpoiled)]
        }
        // Finite data whose range overflowed: the edges between are infinite, no element is.
        let edge = inner.first(where: \.isInfinite) ?? first
        return [evidence(NonFiniteKind(of: edge) ?? .unknown, edge)]
    }
}
