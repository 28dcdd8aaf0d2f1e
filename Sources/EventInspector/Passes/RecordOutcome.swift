internal import ClampedArithmetic
internal import TFRecord

/// What looking through a record showed beyond what the history keeps.
struct RecordOutcome: OptionSet {
    let rawValue: UInt8

    /// The record, or a part of it, could not be read to its end.
    static let malformed = RecordOutcome(rawValue: 1)
    /// It holds a number that is not finite.
    static let nonFinite = RecordOutcome(rawValue: 2)
    /// It is neither an event nor an example.
    static let unknown = RecordOutcome(rawValue: 4)
}

/// How many numbers a content holds, and whether it could be read to its end.
struct ContentOutcome {
    var elementCount = 0
    var isMalformed = false

    /// Adds what a further content holds.
    mutating func add(_ other: ContentOutcome) {
        elementCount.addClamped(other.elementCount)
        isMalformed = isMalformed || other.isMalformed
    }
}
