/// The outcome of a run or a writer.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// The last value of a loss, gradient, parameter or forward tensor in the last attempt is
    /// non-finite.
    case broken
    /// The log does not show it; see ``UnknownReason``.
    case unknown
    /// An attempt broke, and a later one has passed that step.
    case recoveredByRestart = "recovered-by-restart"
    /// The broken tags were finite again in the same attempt.
    case recovered
    /// Only measures, derived values, masks and tags that never had a value are non-finite.
    case undefinedMeasure = "undefined-measure"
    /// All logged values are finite.
    case healthy
}

/// Why an outcome is unknown.
public enum UnknownReason: UInt8, Sendable, Hashable {
    /// No later attempt has yet passed the step at which an attempt broke.
    case notYetPassed
    /// At least three values up to the end of a pass were non-finite, and a later pass is finite:
    /// the file does not show whether with a new model.
    case toEndOfPass
    /// A gradient, parameter or forward tensor was not logged again after it was non-finite, while
    /// the losses continued.
    case notLoggedAgain
    /// A tag that was never finite has fewer than three values.
    case tooFewValues
    /// The end of a file was not read.
    case unread
    /// A tag that is not known to be part of training ended without being finite again.
    case undecided
}

/// An outcome with the breaks that decide it.
public struct WriterOutcome: Sendable, Hashable {
    /// The outcome.
    public var outcome: Outcome
    /// Why it is unknown; `nil` if it is known.
    public var reason: UnknownReason?
    /// The breaks that cause the outcome; none for a healthy writer.
    public var deciding: [LocatedBreak]
    /// The other breaks of the writer: those in earlier attempts, those that recovered, and tags
    /// that were never finite.
    public var others: [LocatedBreak]
    /// The tags whose non-finite values do not count: measures, derived values, masks, and tags that
    /// were never finite by design; in rising order.
    public var undefined: [Int] = []
}
