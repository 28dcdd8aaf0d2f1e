internal import ClampedArithmetic
internal import TFRecord

/// The outcome of scanning a record, apart from its history.
struct RecordOutcome: OptionSet {
    let rawValue: UInt8

    /// The record, or a part of it, could not be read to its end.
    static let malformed = RecordOutcome(rawValue: 1)
    /// It holds a non-finite number.
    static let nonFinite = RecordOutcome(rawValue: 2)
    /// It is neither an event nor an example.
    static let unknown = RecordOutcome(rawValue: 4)
}

/// The number of numbers in a content, and whether it could be read to its end.
struct ContentOutcome {
    var elementCount = 0
    var isMalformed = false

    /// Adds another content's outcome.
    mutating func add(_ other: ContentOutcome) {
        elementCount.addClamped(other.elementCount)
        isMalformed = isMalformed || other.isMalformed
    }
}
