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
        return decimal(value, digits: value < 100 ? 1 : 0) + " " + units[unit]
    }

    /// A number with a fixed count of digits after its point, such as `0.50`; halves are rounded
    /// away from 0.
    package static func decimal(_ value: Double, digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int(clamping: (abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
    }
}
