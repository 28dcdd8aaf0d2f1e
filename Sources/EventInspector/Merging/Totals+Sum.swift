internal import ClampedArithmetic

extension ScanReport.Totals {
    /// Adds the totals of another part of a scan; sums stop at the largest number.
    mutating func add(_ other: ScanReport.Totals) {
        runs.addClamped(other.runs)
        files.addClamped(other.files)
        bytes.addClamped(other.bytes)
        records.addClamped(other.records)
        values.addClamped(other.values)
        elements.addClamped(other.elements)
        nan.addClamped(other.nan)
        positiveInfinity.addClamped(other.positiveInfinity)
        negativeInfinity.addClamped(other.negativeInfinity)
        unknown.addClamped(other.unknown)
        issues.addClamped(other.issues)
    }
}
