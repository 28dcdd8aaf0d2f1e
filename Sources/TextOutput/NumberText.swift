internal import ClampedArithmetic

/// Numbers in readable form.
package enum NumberText {
    /// Digits in groups of three, such as `8,204,113`.
    package static func grouped(_ number: some BinaryInteger) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// A number and its noun, in the plural if needed.
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A size in decimal units, such as `1.9 GB`.
    package static func bytes(_ count: Int) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB"]
        guard count >= 1_000 else { return "\(count) B" }
        var value = Double(count) / 1_000
        var unit = 0
        while value >= 999.95, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        let tenths = Int(clamping: (value * 10).rounded())
        return value < 100
            ? "\(tenths / 10).\(tenths % 10) \(units[unit])"
            : "\(Int(clamping: value.rounded())) \(units[unit])"
    }
}
