internal import ClampedArithmetic

/// Times in readable form.
package enum TimeText {
    /// A wall time in UTC, such as `2026-03-14 02:31:07Z`; `nil` if not set or out of range.
    package static func utc(_ wallTime: Double) -> String? {
        // Years 1970 to 9999; 0 means that the writer set no time.
        guard wallTime > 0, wallTime < 253_402_300_800 else { return nil }
        let seconds = Int(clamping: wallTime)
        let (year, month, day) = civil(daysSince1970: seconds / 86_400)
        let rest = seconds % 86_400
        let date = "\(year)-\(twoDigits(month))-\(twoDigits(day))"
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map(twoDigits)
        return "\(date) \(time.joined(separator: ":"))Z"
    }

    /// The age of a wall time, such as `28 min ago`.
    package static func ago(_ wallTime: Double, now: Double) -> String? {
        let seconds = now - wallTime
        guard wallTime > 0, seconds >= 0, seconds < 1e11 else { return nil }
        return duration(seconds) + " ago"
    }

    /// A duration in its largest unit.
    package static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<120: "\(Int(clamping: seconds)) s"
        case ..<7_200: "\(Int(clamping: seconds / 60)) min"
        case ..<172_800: "\(Int(clamping: seconds / 3_600)) h"
        case ..<63_115_200: "\(Int(clamping: seconds / 86_400)) days"
        default: "\(Int(clamping: seconds / 31_557_600)) years"
        }
    }

    /// The date of a day, by counting from March so that leap days come last.
    package static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
