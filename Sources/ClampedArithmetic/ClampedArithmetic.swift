// Arithmetic on numbers from files: steps, counts, sizes.
//
// Any of them may be the largest or the smallest possible, and plain `+` stops the process on
// overflow. A result that does not fit is clamped to the range: a report then says "at least as
// many", and comparisons still hold. `.ci/arithmetic` finds the plain operations.

extension FixedWidthInteger {
    /// The sum, clamped to the range.
    @inlinable
    package func addingClamped(_ other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        guard overflow else { return sum }
        return other < 0 ? .min : .max
    }

    /// The difference, clamped to the range.
    @inlinable
    package func subtractingClamped(_ other: Self) -> Self {
        let (difference, overflow) = subtractingReportingOverflow(other)
        guard overflow else { return difference }
        return other > 0 ? .min : .max
    }

    /// The product, clamped to the range.
    @inlinable
    package func multipliedClamped(by other: Self) -> Self {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        guard overflow else { return product }
        return (self < 0) == (other < 0) ? .max : .min
    }

    /// Adds a number, clamping the sum to the range.
    @inlinable
    package mutating func addClamped(_ other: Self) {
        self = addingClamped(other)
    }

    /// Subtracts a number, clamping the difference to the range.
    @inlinable
    package mutating func subtractClamped(_ other: Self) {
        self = subtractingClamped(other)
    }
}

extension Int {
    /// Creates an integer from the whole part of a number, clamped to the range; 0 for NaN.
    package init(clamping number: Double) {
        // The largest Int is not representable as a Double; the next larger Double is 2^63.
        switch number {
        case ..<(-0x1p63): self = .min
        case 0x1p63...: self = .max
        case _ where number.isNaN: self = 0
        default: self = Int(number)  // in range: the cases above are the rest
        }
    }
}
