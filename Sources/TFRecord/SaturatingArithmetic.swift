extension Int {
    /// Adds without trapping, for counts that a hostile shape can drive beyond all bounds.
    package mutating func addClamped(_ other: Int) {
        let (sum, overflow) = addingReportingOverflow(other)
        self = overflow ? .max : sum
    }
}
