internal import NonFiniteNumbers
public import TensorBoardEvents

/// Findings that are expected, such as `mask/*=-inf`.
public struct Allowance: Hashable, Sendable {
    /// The tags.
    public var tag: Glob
    /// The kinds that are allowed there.
    public var kinds: Set<NonFiniteKind>

    /// Reads `GLOB=nan`, `GLOB=inf`, `GLOB=+inf`, `GLOB=-inf` or `GLOB=any`, whatever the case
    /// of the kind's letters; `nil` for anything else.
    public init?(_ text: String) {
        guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { return nil }
        tag = Glob(String(text[..<equals]))
        switch text[text.index(after: equals)...].lowercased() {
        case "nan": kinds = [.nan]
        case "inf": kinds = [.positiveInfinity, .negativeInfinity]
        case "+inf": kinds = [.positiveInfinity]
        case "-inf": kinds = [.negativeInfinity]
        case "any": kinds = Set(NonFiniteKind.allCases)
        default: return nil
        }
    }

    func covers(tag name: String, kind: NonFiniteKind) -> Bool {
        kinds.contains(kind) && tag.matches(name)
    }
}
