import CKernels

/// A `ck_nonfinite` that can be compared and printed.
struct NonFiniteCount: Hashable, Sendable {
    /// How many there are of one kind, and the index of the first.
    struct Kind: Hashable, Sendable {
        var count: UInt64 = 0
        var first: UInt64?

        mutating func note(at index: UInt64, times: UInt64) {
            count += times
            first = first ?? index
        }
    }

    var nan = Kind()
    var positiveInfinity = Kind()
    var negativeInfinity = Kind()

    init() {}

    /// Adds an element by its parts' values, or more of them; a complex one counts once for each
    /// kind it has.
    mutating func note(_ parts: [Double], at index: UInt64, times: UInt64 = 1) {
        if parts.contains(where: \.isNaN) { nan.note(at: index, times: times) }
        if parts.contains(.infinity) { positiveInfinity.note(at: index, times: times) }
        if parts.contains(-.infinity) { negativeInfinity.note(at: index, times: times) }
    }

    /// What a kernel counts.
    init(
        scanning bytes: UnsafeRawBufferPointer,
        as element: ck_element,
        by implementation: Implementation,
        baseIndex: UInt64 = 0,
        after: NonFiniteCount = .init()
    ) {
        var state = ck_nonfinite(
            nan: after.nan.count,
            positive_infinity: after.positiveInfinity.count,
            negative_infinity: after.negativeInfinity.count,
            first_nan: after.nan.first ?? .max,
            first_positive_infinity: after.positiveInfinity.first ?? .max,
            first_negative_infinity: after.negativeInfinity.first ?? .max
        )
        ck_nonfinite_scan_with(
            implementation.kernel,
            element,
            bytes.baseAddress,
            bytes.count / ck_element_byte_count(element),
            baseIndex,
            &state
        )
        nan = Kind(count: state.nan, first: state.first_nan.index)
        positiveInfinity = Kind(
            count: state.positive_infinity,
            first: state.first_positive_infinity.index
        )
        negativeInfinity = Kind(
            count: state.negative_infinity,
            first: state.first_negative_infinity.index
        )
    }

    init(
        scanning bytes: [UInt8],
        as element: ck_element,
        by implementation: Implementation,
        baseIndex: UInt64 = 0,
        after: NonFiniteCount = .init()
    ) {
        self = bytes.withUnsafeBytes {
            NonFiniteCount(
                scanning: $0,
                as: element,
                by: implementation,
                baseIndex: baseIndex,
                after: after
            )
        }
    }
}

extension UInt64 {
    fileprivate var index: UInt64? { self == .max ? nil : self }
}
