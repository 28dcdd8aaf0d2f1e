internal import CKernels
internal import ClampedArithmetic

/// A counter for the non-finite elements of an array that comes in pieces.
package struct NonFiniteCounter {
    package let type: ElementType
    /// The number of elements so far.
    package private(set) var elementCount = 0
    private var state = ck_nonfinite(
        nan: 0,
        positive_infinity: 0,
        negative_infinity: 0,
        first_nan: .max,
        first_positive_infinity: .max,
        first_negative_infinity: .max
    )
    private var firstBits: (nan: UInt64, positive: UInt64, negative: UInt64) = (0, 0, 0)

    package init(_ type: ElementType) {
        self.type = type
    }

    /// Counts whole elements; bytes of a last, incomplete one are left out.
    package mutating func scan(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        let count = bytes.count / type.byteCount
        let before = state
        ck_nonfinite_scan(type.kernel, base, count, UInt64(elementCount), &state)
        if before.first_nan != state.first_nan {
            firstBits.nan = bits(at: state.first_nan, in: base, of: .nan)
        }
        if before.first_positive_infinity != state.first_positive_infinity {
            firstBits.positive = bits(
                at: state.first_positive_infinity,
                in: base,
                of: .positiveInfinity
            )
        }
        if before.first_negative_infinity != state.first_negative_infinity {
            firstBits.negative = bits(
                at: state.first_negative_infinity,
                in: base,
                of: .negativeInfinity
            )
        }
        elementCount += count  // in range: elements in memory, or that streamed by
    }

    /// The counts so far.
    package var counts: KindCounts {
        var counts = KindCounts()
        counts.nan = KindCount(state.nan, first: state.first_nan, bits: firstBits.nan)
        counts.positiveInfinity = KindCount(
            state.positive_infinity,
            first: state.first_positive_infinity,
            bits: firstBits.positive
        )
        counts.negativeInfinity = KindCount(
            state.negative_infinity,
            first: state.first_negative_infinity,
            bits: firstBits.negative
        )
        return counts
    }

    /// Whether everything so far was finite.
    package var isClean: Bool {
        state.nan | state.positive_infinity | state.negative_infinity == 0
    }

    private func bits(
        at index: UInt64,
        in base: UnsafeRawPointer,
        of kind: NonFiniteKind
    ) -> UInt64 {
        // in range: an element in memory
        type.bits(at: base + (Int(index) - elementCount) * type.byteCount, of: kind)
    }
}

extension KindCount {
    fileprivate init(_ count: UInt64, first: UInt64, bits: UInt64) {
        self.count = Int(clamping: count)
        firstIndex = Int(truncatingIfNeeded: first)
        firstBits = bits
    }
}
