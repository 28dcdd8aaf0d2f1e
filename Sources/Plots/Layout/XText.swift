internal import ClampedArithmetic
internal import TextOutput

/// Single x values in words.
enum XText {
    /// A step, a clock time or a duration, in full.
    static func text(_ x: Double, _ axis: XAxis) -> String {
        guard x.isFinite else { return ValueText.short(x) }
        switch axis {
        case .step:
            return abs(x) < 1e15 && x == x.rounded()
                ? NumberText.grouped(Int(clamping: x)) : ValueText.short(x)
        case .wallTime(let offset):
            guard CivilTime.range.contains(x) else { return ValueText.short(x) }
            let time = CivilTime(secondsSince1970: Int(clamping: x).addingClamped(offset))
            return "\(time.day) \(time.clock(hasSeconds: true))"
        case .relativeTime:
            guard abs(x) < 1e11 else { return ValueText.short(x) + "s" }
            if abs(x) < 10 { return ValueText.short(x) + "s" }
            return DurationTicks.label(Int(clamping: x.rounded()))
        }
    }

    /// A place for a sentence, such as `at step 41`, or `at 02:31:07`.
    static func stretch(_ first: Double, _ last: Double, _ axis: XAxis) -> String {
        let start = text(first, axis)
        guard first != last, !(first.isNaN && last.isNaN) else { return start }
        return "\(start)–\(text(last, axis))"
    }

    /// The name of a fixed offset from UTC, such as `UTC+02:00`.
    static func zone(_ offset: Int) -> String {
        guard offset != 0 else { return "UTC" }
        let minutes = Int(clamping: (Double(offset) / 60).rounded()).magnitude
        let digits = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "UTC\(offset < 0 ? "-" : "+")\(digits.joined(separator: ":"))"
    }
}
