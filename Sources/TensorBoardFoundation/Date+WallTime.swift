public import TensorBoard

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Double {
    /// The wall time of a date, for the parameter `wallTime` of every call that logs.
    ///
    /// ```swift
    /// writer.addScalar("loss", 0.25, step: 10, wallTime: .date(sample.date))
    /// ```
    ///
    /// - Returns: Seconds since 1970, UTC.
    public static func date(_ date: Date) -> Double { date.timeIntervalSince1970 }
}

extension Event {
    /// The wall time as a date.
    public var date: Date {
        get { Date(timeIntervalSince1970: wallTime) }
        set { wallTime = newValue.timeIntervalSince1970 }
    }
}
