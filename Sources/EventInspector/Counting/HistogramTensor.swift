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
                    isExact: false,
                    field: "count",
                    index: index,
                    bits: count.bitPattern
                )
            )
        }
        return HistogramEvidence.merged(evidence)
    }

    private var evidenceOfEdges: [HistogramEvidence] {
        let spoiled = edges.filter { !$0.isFinite }.count
        guard spoiled > 0, let last = edges.last, let first = edges.first else { return [] }
        let inner = edges.dropFirst().dropLast()
        // Open-ended outer buckets around finite edges are a writer's choice, not a finding.
        if inner.allSatisfy(\.isFinite), !last.isNaN, !first.isNaN, !edges.dropFirst().isEmpty,
            last != -.infinity, first != .infinity, edges.count > 2
        {
            return []
        }
        let kind: NonFiniteKind =
            if let kind = NonFiniteKind(of: last) {
                kind
            } else if first == -.infinity || (first.isNaN && inner.allSatisfy(\.isNaN)) {
                // A finite largest element: the smallest was the one that is not.
                .negativeInfinity
            } else {
                .unknown
            }
        return [
            HistogramEvidence(
                kind: kind,
                count: spoiled,
                isExact: false,
                field: "edges",
                bits: last.bitPattern
            )
        ]
    }
}
