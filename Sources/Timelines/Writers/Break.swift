/// Consecutive non-finite values of a tag, up to the next finite one of the same tag, writer,
/// attempt and pass.
public struct Break: Sendable, Hashable {
    /// How a break ends.
    public enum End: Sendable, Hashable {
        /// The tag was finite again.
        case finiteAgain(LoggedPoint)
        /// The pass ended first; the file does not show whether the next began with a new model.
        case passEnded
        /// The attempt, or the log, ended first.
        case open
    }

    /// The first non-finite value.
    public var first: LoggedPoint
    /// The last non-finite value.
    public var last: LoggedPoint
    /// How many values are not finite.
    public var count: Int
    /// The finite value before it in the same pass; nil if the pass begins with the break.
    public var before: LoggedPoint?
    /// How it ends.
    public var end: End
    /// The number of the pass, starting at 1.
    public var pass: Int
    /// Whether it has infinities and no NaN.
    public var hasInfinitiesOnly: Bool

    /// Whether the attempt ended before the tag was finite again.
    public var isOpen: Bool { end == .open }
}

/// The breaks of a tag in an attempt: the first, the last, the longest, and their number.
public struct Breaks: Sendable, Hashable {
    /// The number of breaks.
    public var count: Int
    /// How many values are not finite.
    public var values: Int
    /// The first break.
    public var first: Break
    /// The last break.
    public var last: Break
    /// The longest break; the first of equally long ones.
    public var longest: Break
    /// The length of the longest break before the last; 0 if there is only one.
    public var longestEarlier: Int
    /// The first break of at least three values that reaches the end of a pass and is followed by
    /// another pass.
    public var toEndOfPass: Break?
    /// Whether no value is NaN.
    public var hasInfinitiesOnly: Bool

    /// Whether the last value is non-finite.
    public var areOpen: Bool { last.isOpen }

    /// Whether the tag recovered at least twice, and its last break is not longer than an earlier
    /// one.
    public var comeAndGo: Bool { count >= 3 && last.count <= longestEarlier }
}
