/// The kind of a logged value, which is finite only if all its numbers are.
public enum ValueKind: UInt8, Sendable, Hashable {
    /// All its numbers are finite.
    case finite
    /// At least one of its numbers is not a number.
    case nan
    /// At least one of its numbers is +∞, and none is NaN or -∞.
    case positiveInfinity
    /// At least one of its numbers is -∞, and none is NaN or +∞.
    case negativeInfinity
    /// It has numbers of both infinities, and none is NaN.
    case infinities

    /// Whether all its numbers are finite.
    public var isFinite: Bool { self == .finite }

    /// Whether it has infinities and no NaN.
    public var isInfinite: Bool { self != .finite && self != .nan }
}

/// One value of a tag, where and when it was logged.
///
/// ```swift
/// let point = LoggedPoint(file: 0, place: 40, time: 1_700_000_000, step: 7, value: .nan)
/// ```
public struct LoggedPoint: Sendable, Hashable {
    /// The file, by the index passed to ``TimelineBuilder/addFile(_:named:)``.
    public var file: Int
    /// The place of the value's record in its file: any growing number, such as its byte offset.
    ///
    /// Values of one event have the same place.
    public var place: Int
    /// The event's wall time, in seconds since 1970, UTC.
    public var time: Double
    /// The event's step.
    ///
    /// A 32-bit counter that wrapped is unwrapped in a ``Timeline``.
    public var step: Int64
    /// The kind of the value.
    public var value: ValueKind
    /// A hash of the value's bytes, by which copies of a file are found; 0 if it is not known.
    public var fingerprint: UInt64

    /// Creates a point.
    public init(
        file: Int,
        place: Int,
        time: Double,
        step: Int64,
        value: ValueKind = .finite,
        fingerprint: UInt64 = 0
    ) {
        self.file = file
        self.place = place
        self.time = time
        self.step = step
        self.value = value
        self.fingerprint = fingerprint
    }
}

extension Double {
    /// Whether a wall time is plausible: finite, and after the year 2000.
    ///
    /// Converters and tests write 0, and some writers seconds since their own start.
    var isUsableTime: Bool { isFinite && self > 946_684_800 }
}
