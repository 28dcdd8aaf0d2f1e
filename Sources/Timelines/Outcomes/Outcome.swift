/// What became of a run, or of a writer.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// The last value of a loss, gradient, parameter or forward tensor is not finite, in the last
    /// attempt.
    case broken
    /// The log does not tell; see ``UnknownReason``.
    case unknown
    /// An attempt broke, and a later one has passed that step.
    case recoveredByRestart = "recovered-by-restart"
    /// What broke was finite again in the same attempt.
    case recovered
    /// Only measures, derived values, masks and tags that never had a value are not finite.
    case undefinedMeasure = "undefined-measure"
    /// All values that were logged are finite.
    case healthy
}

/// Why an outcome is unknown.
public enum UnknownReason: UInt8, Sendable, Hashable {
    /// No later attempt has yet passed the step at which an attempt broke.
    case notYetPassed
    /// At least three values were not finite up to the end of a pass, and a later pass is finite:
    /// the file does not say whether with a new model.
    case toEndOfPass
    /// A gradient, parameter or forward tensor was not logged again after it was not finite,
    /// while the losses went on.
    case notLoggedAgain
    /// A tag that was never finite has fewer than three values.
    case tooFewValues
    /// The end of a file was not read.
    case unread
    /// A tag that is no part of training, as far as is known, ended without being finite again.
    case undecided
}

/// An outcome with the breaks that decide it.
public struct WriterOutcome: Sendable, Hashable {
    /// The outcome.
    public var outcome: Outcome
    /// Why it is unknown; nil if it is not.
    public var reason: UnknownReason?
    /// The breaks for which it is that outcome; none of a healthy writer.
    public var deciding: [LocatedBreak]
    /// The other breaks of the writer: those in earlier attempts, those that went away, and
    /// tags that were never finite.
    public var others: [LocatedBreak]
}
