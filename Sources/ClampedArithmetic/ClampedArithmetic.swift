// Arithmetic on numbers that a file states: steps, counts, sizes.
//
// Any of them may be the largest or the smallest that there is, and plain `+` stops the process on
// overflow. Where a sum does not fit, these stay at the end of the range: a report says "at least
// as many", and a comparison still holds. `.ci/arithmetic` finds the plain ones.

extension FixedWidthInteger {
    /// The sum, or the end of the range that it is beyond.
    @inlinable
    package func addingClamped(_ other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        guard overflow else { return sum }
        return other < 0 ? .min : .max
    }

    /// The difference, or the end of the range that it is beyond.
    @inlinable
    package func subtractingClamped(_ other: Self) -> Self {
        let (difference, overflow) = subtractingReportingOverflow(other)
        guard overflow else { return difference }
        return other > 0 ? .min : .max
    }

    /// The product, or the end of the range that it is beyond.
    @inlinable
    package func multipliedClamped(by other: Self) -> Self {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        guard overflow else { return product }
        return (self < 0) == (other < 0) ? .max : .min
    }

    /// Adds, and stays at the end of the range where the sum is beyond it.
    @inlinable
    package mutating func addClamped(_ other: Self) {
        self = addingClamped(other)
    }

    /// Subtracts, and stays at the end of the range where the difference is beyond it.
    @inlinable
    package mutating func subtractClamped(_ other: Self) {
        self = subtractingClamped(other)
    }
}

extension Int {
    /// The whole part of a number, or the end of the range that it is beyond; 0 for NaN.
    package init(clamping number: Double) {
        // The largest Int is no Double; the next one up is 2^63.
        switch number {
        case ..<(-0x1p63): self = .min
        case 0x1p63...: self = .max
        case _ where number.isNaN: self = 0
        default: self = Int(number)  // in range: the cases above are the rest
        }
    }
}
