extension Int64 {
    /// The sum, clamped to the range: a step is whatever a file says.
    func addingHeld(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other < 0 ? .min : .max) : sum
    }

    /// The difference, clamped to the range.
    func subtractingHeld(_ other: Int64) -> Int64 {
        let (difference, overflows) = subtractingReportingOverflow(other)
        return overflows ? (other < 0 ? .max : .min) : difference
    }

    /// The product, clamped to the range.
    func multipliedHeld(_ other: Int64) -> Int64 {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? ((self < 0) != (other < 0) ? .min : .max) : product
    }

    /// The number to add to a step after this one so that a 32-bit counter continues: 2³² if it
    /// wrapped, else 0.
    ///
    /// A signed counter falls from just below 2³¹ to just above -2³¹. An unsigned one falls from
    /// just below 2³² to just above 0, as a restarted run may, too: hence the smaller margin.
    func wrap(before next: Int64) -> Int64 {
        let signed: Int64 = 1 << 31
        let isSignedWrap =
            (signed - (1 << 28)..<signed).contains(self)
            && (-signed..<(1 << 28) - signed).contains(next)
        let isUnsignedWrap =
            (2 * signed - (1 << 24)..<2 * signed).contains(self) && (0..<(1 << 24)).contains(next)
        return isSignedWrap || isUnsignedWrap ? 2 * signed : 0
    }
}

/// Spreads the bits of a number, as the finalizer of SplitMix64 does.
func mixedBits(_ number: UInt64) -> UInt64 {
    var bits = number &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
}
