/// Values of a tag that are not finite, from the first to before the next finite one of the same
/// tag, writer, attempt and pass.
public struct Break: Sendable, Hashable {
    /// How a break ends.
    public enum End: Sendable, Hashable {
        /// The tag was finite again.
        case finiteAgain(LoggedPoint)
        /// The pass ended first; the file does not say whether the next began with a new model.
        case passEnded
        /// The attempt, or the log, ended first.
        case open
    }

    /// The first value that is not finite.
    public var first: LoggedPoint
    /// The last one.
    public var last: LoggedPoint
    /// How many values are not finite.
    public var count: Int
    /// The finite value before it in the same pass; nil if the pass begins with the break.
    public var before: LoggedPoint?
    /// How it ends.
    public var end: End
    /// The pass, from 1.
    public var pass: Int
    /// Whether it has infinities and no NaN.
    public var hasInfinitiesOnly: Bool

    /// Whether the attempt ended before the tag was finite again.
    public var isOpen: Bool { end == .open }
}

/// The breaks of a tag in an attempt: the first, the last, the longest, and how many.
public struct Breaks: Sendable, Hashable {
    /// How many breaks there are.
    public var count: Int
    /// How many values are not finite.
    public var values: Int
    /// The first break.
    public var first: Break
    /// The last break.
    public var last: Break
    /// The longest break, the first of those.
    public var longest: Break
    /// How many values the longest of the breaks before the last has; 0 if there is one only.
    public var longestEarlier: Int
    /// The first break of at least three values that goes to the end of a pass, with another pass
    /// after it.
    public var toEndOfPass: Break?
    /// Whether no value is NaN.
    public var hasInfinitiesOnly: Bool

    /// Whether the last value is not finite.
    public var areOpen: Bool { last.isOpen }

    /// Whether the tag came back at least twice, and its last break is not longer than an earlier
    /// one.
    public var comeAndGo: Bool { count >= 3 && last.count <= longestEarlier }
}
