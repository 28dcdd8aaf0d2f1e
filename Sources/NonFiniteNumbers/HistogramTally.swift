internal import ClampedArithmetic
internal import TensorBoardEvents

/// A tally of what a legacy `HistogramProto` shows about its data's finiteness.
///
/// The numbers of a histogram are aggregates: which of them is not finite shows what the data
/// contained. Each writer's habit is listed in the tests.
package struct HistogramTally {
    package private(set) var isMalformed = false
    private var min = 0.0
    private var max = 0.0
    private var num = 0.0
    private var sum = 0.0
    private var sumSquares = 0.0
    private var limits = DoubleArray(sumsUp: false)
    private var buckets = DoubleArray(sumsUp: true)

    /// Creates a tally of nothing.
    package init() {}

    /// Adds a whole histogram in memory.
    package mutating func scan(_ message: UnsafeRawBufferPointer) {
        var reader = WireReader(message)
        while reader.advance() {
            switch reader.wireType {
            case .fixed64: scan(field: reader.fieldNumber, fixed: reader.bits)
            case .delimited: scan(field: reader.fieldNumber, piece: reader.bytes)
            default: continue
            }
        }
        if reader.isMalformed { isMalformed = true }
    }

    /// Adds one number, or one unpacked element of an array.
    package mutating func scan(field: Int, fixed bits: UInt64) {
        typealias Field = FieldNumber.Histogram
        let value = Double(bitPattern: bits)
        switch field {
        case Field.min: min = value
        case Field.max: max = value
        case Field.num: num = value
        case Field.sum: sum = value
        case Field.sumSquares: sumSquares = value
        case Field.bucketLimit: limits.add(value)
        case Field.bucket: buckets.add(value)
        default: break
        }
    }

    /// Adds a piece of a packed array, in whole elements.
    package mutating func scan(field: Int, piece: UnsafeRawBufferPointer) {
        typealias Field = FieldNumber.Histogram
        if piece.count % 8 != 0, field == Field.bucketLimit || field == Field.bucket {
            isMalformed = true
        }
        switch field {
        case Field.bucketLimit: limits.add(piece)
        case Field.bucket: buckets.add(piece)
        default: break
        }
    }

    /// The number of floating-point numbers in the histogram.
    package var elementCount: Int { 5 + limits.count + buckets.count }

    /// The findings that the histogram's numbers show; none if all is well.
    package var evidence: [HistogramEvidence] {
        guard hasNonFinite else { return [] }
        // Writers of an empty histogram leave min and max at their initial values.
        if min > max, num == 0, buckets.isFinite, buckets.finiteSum == 0 { return [] }
        return HistogramEvidence.merged(
            evidenceOfExtremes + evidenceOfSums + evidenceOfNumbers(num, "num")
                + buckets.evidence(field: "bucket") + limits.evidenceOfLimits
        )
    }

    private var hasNonFinite: Bool {
        !(min.isFinite && max.isFinite && num.isFinite && sum.isFinite && sumSquares.isFinite
            && limits.isFinite && buckets.isFinite)
    }

    /// The elements in no bucket; at most these were not finite.
    private var uncounted: Int {
        let difference = num - buckets.finiteSum
        guard difference >= 1, difference < 9e18 else { return 1 }
        return Int(clamping: difference)
    }

    /// A NaN, or an infinity of its sign, among the data shows in the smallest or largest.
    private var evidenceOfExtremes: [HistogramEvidence] {
        var evidence: [HistogramEvidence] = []
        for (value, field) in [(min, "min"), (max, "max")] {
            guard let kind = NonFiniteKind(of: value) else { continue }
            evidence.append(
                HistogramEvidence(
                    kind: kind,
                    count: uncounted,
                    field: field,
                    bits: value.bitPattern
                )
            )
        }
        return evidence
    }

    /// Sums matter if the extremes are finite: a writer that compares with `<` skips NaN there.
    ///
    /// Opposite infinities sum to NaN and any infinity squares to one, so sums show nothing beyond
    /// infinite extremes.
    private var evidenceOfSums: [HistogramEvidence] {
        guard min.isFinite, max.isFinite else { return [] }
        if let kind = NonFiniteKind(of: sum) {
            return [
                HistogramEvidence(
                    kind: kind,
                    count: kind == .nan ? upperBound : 1,
                    field: "sum",
                    bits: sum.bitPattern
                )
            ]
        }
        // Finite data beyond about 1.3e154 overflow when squared.
        return evidenceOfNumbers(sumSquares, "sum_squares")
    }

    private var upperBound: Int {
        num >= 1 && num < 9e18 ? Int(clamping: num) : 1
    }

    private func evidenceOfNumbers(_ value: Double, _ field: String) -> [HistogramEvidence] {
        guard let kind = NonFiniteKind(of: value) else { return [] }
        return [
            HistogramEvidence(
                kind: kind,
                count: 1,
                field: field,
                bits: value.bitPattern
            )
        ]
    }
}

/// One kind of non-finite element that a histogram shows.
package struct HistogramEvidence {
    package var kind: NonFiniteKind
    /// An upper bound on the number of elements, if the histogram has one.
    package var count: Int
    /// The number of the histogram that shows it.
    package var field: String
    package var index: Int?
    package var bits: UInt64

    /// One piece of evidence for each kind: the first, which is the strongest.
    package static func merged(_ evidence: [HistogramEvidence]) -> [HistogramEvidence] {
        var merged: [HistogramEvidence] = []
        for item in evidence where !merged.contains(where: { $0.kind == item.kind }) {
            merged.append(item)
        }
        return merged
    }
}

/// The limits or the weights of a histogram's buckets, of which only a summary is kept.
private struct DoubleArray {
    private var counter = NonFiniteCounter(.float64)
    private let sumsUp: Bool
    private var first = 0.0
    package private(set) var last = 0.0
    package private(set) var finiteSum = 0.0

    package var count: Int { counter.elementCount }
    package var isFinite: Bool { counter.isClean }

    package init(sumsUp: Bool) {
        self.sumsUp = sumsUp
    }

    package mutating func add(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { add($0) }
    }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let whole = bytes.count / 8 * 8
        guard whole > 0 else { return }
        if count == 0 { first = Self.double(bytes, at: 0) }
        last = Self.double(bytes, at: whole - 8)
        counter.scan(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
        guard sumsUp else { return }
        if counter.isClean {
            finiteSum += Self.sum(bytes, byteCount: whole)
        } else {
            for offset in stride(from: 0, to: whole, by: 8) {
                let value = Self.double(bytes, at: offset)
                if value.isFinite { finiteSum += value }
            }
        }
    }

    package func evidence(field: String) -> [HistogramEvidence] {
        var evidence: [HistogramEvidence] = []
        for (kind, found) in counter.counts.found {
            evidence.append(
                HistogramEvidence(
                    kind: kind,
                    count: found.count,
                    field: field,
                    index: found.firstIndex,
                    bits: found.firstBits
                )
            )
        }
        return evidence
    }

    /// An open-ended first or last bucket is not a finding.
    package var evidenceOfLimits: [HistogramEvidence] {
        evidence(field: "bucket_limit").compactMap { item in
            var item = item
            if item.kind == .positiveInfinity, last == .infinity {
                item.count.subtractClamped(1)
            }
            if item.kind == .negativeInfinity, first == -.infinity {
                item.count.subtractClamped(1)
                if item.index == 0 { item.index = nil }
            }
            return item.count > 0 ? item : nil
        }
    }

    /// Four sums side by side, which the processor can add at the same time.
    private static func sum(_ bytes: UnsafeRawBufferPointer, byteCount: Int) -> Double {
        var sums = SIMD4<Double>.zero
        var offset = 0
        while offset + 32 <= byteCount {
            sums += bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            offset += 32
        }
        var sum = sums.sum()
        while offset < byteCount {
            sum += double(bytes, at: offset)
            offset += 8
        }
        return sum
    }

    private static func double(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Double {
        Double(
            bitPattern: UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            )
        )
    }
}
