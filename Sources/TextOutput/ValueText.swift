internal import ClampedArithmetic

/// Measured numbers in readable form.
package enum ValueText {
    /// Three or four significant digits, such as `38.9`, `6.27e+04`, `0`.
    package static func short(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        let magnitude = abs(value)
        if magnitude == 0 { return "0" }
        if magnitude == magnitude.rounded(), magnitude < 100_000 {
            return (value < 0 ? "-" : "") + NumberText.grouped(Int(clamping: magnitude))
        }
        if magnitude >= 0.001, magnitude < 10_000 {
            let digits = magnitude >= 100 ? 1 : magnitude >= 10 ? 2 : magnitude >= 1 ? 3 : 4
            return decimal(value, digits: digits)
        }
        return scientific(value)
    }

    private static func decimal(_ value: Double, digits: Int) -> String {
        var text = NumberText.decimal(value, digits: digits)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    private static func scientific(_ value: Double) -> String {
        var exponent = 0
        var mantissa = abs(value)
        while mantissa >= 10 {
            mantissa /= 10
            exponent += 1
        }
        while mantissa < 1 {
            mantissa *= 10
            exponent -= 1
        }
        var hundredths = Int(clamping: (mantissa * 100).rounded())
        if hundredths >= 1_000 {
            hundredths = 100
            exponent += 1
        }
        let digits = NumberText.decimal(Double(hundredths) / 100, digits: 2)
        let sign = exponent < 0 ? "-" : "+"
        let power = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
        return "\(value < 0 ? "-" : "")\(digits)e\(sign)\(power)"
    }
}
