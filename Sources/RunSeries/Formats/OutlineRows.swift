/// The order in which tags are listed.
public enum OutlineOrder: String, CaseIterable, Sendable {
    /// By name.
    case name
    /// Those with the most values first.
    case points
    /// Those whose highest step is the highest first.
    case steps
    /// Those with the most values that are not finite first.
    case nonFinite = "non-finite"
    /// The largest first.
    case bytes

    /// The tags in this order; equal ones by name.
    func sorted(_ tags: [TagOutline]) -> [TagOutline] {
        func descending(_ key: (TagOutline) -> Int) -> [TagOutline] {
            // Stable: the tags are sorted by name.
            tags.enumerated().sorted {
                let (left, right) = (key($0.element), key($1.element))
                return left == right ? $0.offset < $1.offset : left > right
            }.map(\.element)
        }
        return switch self {
        case .name: tags
        case .points: descending(\.pointCount)
        case .steps: descending { Int($0.steps.upperBound) }
        case .nonFinite: descending(\.nonFiniteCount)
        case .bytes: descending(\.byteCount)
        }
    }
}
