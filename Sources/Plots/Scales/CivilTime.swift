internal import ClampedArithmetic
internal import TextOutput

/// A date and a time of day in the Gregorian calendar.
struct CivilTime: Hashable, Sendable {
    /// The years since 0, times 12, and the months since January.
    let monthNumber: Int
    let dayOfMonth: Int
    let secondOfDay: Int

    /// The times that calendars of this kind are used for, in seconds since 1970: after 1970, as
    /// wall times are, and before the year 10000.
    static let range = 0.0...253_402_300_800

    /// The date of a number of seconds since 1970.
    init(secondsSince1970 seconds: Int) {
        let days = (seconds >= 0 ? seconds : seconds.subtractingClamped(86_399)) / 86_400
        let (year, month, day) = TimeText.civil(daysSince1970: days)
        monthNumber = year * 12 + month - 1
        dayOfMonth = day
        secondOfDay = seconds - days * 86_400
    }

    /// The beginning of a month.
    static func secondsSince1970(firstOfMonth number: Int) -> Int {
        // Years that begin in March have their leap day at their end.
        let (marchYear, month) = (number - 2).quotientAndRemainder(dividingBy: 12)
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let days = marchYear * 365 + leapDays + (153 * month + 2) / 5
        return (days - 719_468) * 86_400
    }

    /// Such as `Mar 14`.
    var day: String { "\(Self.monthNames[monthNumber % 12]) \(dayOfMonth)" }

    /// Such as `2026-03-14`.
    var date: String {
        "\(monthNumber / 12)-\(Self.twoDigits(monthNumber % 12 + 1))-\(Self.twoDigits(dayOfMonth))"
    }

    /// Such as `02:31`, or `02:31:07`.
    func clock(hasSeconds: Bool) -> String {
        let parts = [secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60]
        return parts.prefix(hasSeconds ? 3 : 2).map(Self.twoDigits).joined(separator: ":")
    }

    static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
