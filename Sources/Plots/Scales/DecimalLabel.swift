/// How the round numbers of an axis are written: with just enough digits, all in the same unit.
struct DecimalLabel {
    private let exponent: Int
    private let unit: Unit

    /// What the labels of an axis are multiples of.
    private enum Unit {
        /// A power of 1,000 with its letter, or 1 without.
        case letter(String, power: Int)
        /// A power of ten that each label states.
        case power(Int)
    }

    /// The format of whole multiples of 10^`exponent`.
    init(multiples: [Int], exponent: Int) {
        self.exponent = exponent
        let largest = multiples.map(\.magnitude).max() ?? 0
        let top = exponent + max(String(largest).count - 1, 0)
        let letter = Self.letters.last { $0.power <= top } ?? ("", 0)
        // A letter saves zeros; where it would only move the point, it stands in the way.
        let decimals = letter.power - exponent
        switch top {
        case ..<(-3): unit = .power(top)
        case 15...: unit = .power(top)
        case 4... where decimals <= 2: unit = .letter(letter.name, power: letter.power)
        default: unit = .letter("", power: 0)
        }
    }

    /// The text of a multiple of 10^`exponent`.
    func text(of multiple: Int) -> String {
        guard multiple != 0 else { return "0" }
        let sign = multiple < 0 ? "-" : ""
        switch unit {
        case .letter(let letter, let power):
            return sign + Self.decimal(multiple.magnitude, exponent - power) + letter
        case .power(let power):
            return sign + Self.decimal(multiple.magnitude, exponent - power) + "e\(power)"
        }
    }

    /// The digits of `number` · 10^`exponent`.
    private static func decimal(_ number: UInt, _ exponent: Int) -> String {
        let digits = String(number)
        guard exponent < 0 else { return digits + String(repeating: "0", count: exponent) }
        let zeros = String(repeating: "0", count: max(0, 1 - exponent - digits.count))
        let padded = zeros + digits
        return "\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
    }

    private static let letters: [(name: String, power: Int)] = [
        ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12),
    ]
}
