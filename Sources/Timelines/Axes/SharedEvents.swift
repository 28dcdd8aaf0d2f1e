/// Disjoint sets of tags that share an event, so that they certainly count in the same unit.
struct SharedEvents: Sendable, Hashable {
    private var parents: [Int: Int] = [:]

    /// The tag that represents all tags that share events with one.
    func leader(of tag: Int) -> Int {
        var tag = tag
        while let parent = parents[tag] { tag = parent }
        return tag
    }

    mutating func join(_ tag: Int, _ other: Int) {
        if parents[tag] == other || parents[other] == tag { return }
        let first = leader(of: tag)
        let second = leader(of: other)
        guard first != second else { return }
        // The smaller number is the representative, so the order of joining makes no difference.
        let leader = min(first, second)
        parents[max(first, second)] = leader
        for member in [tag, other] where member != leader { parents[member] = leader }
    }

    mutating func join(_ other: SharedEvents, tag: (Int) -> Int) {
        for (member, parent) in other.parents { join(tag(member), tag(parent)) }
    }

    static func == (left: SharedEvents, right: SharedEvents) -> Bool {
        let tags = Set(left.parents.keys).union(right.parents.keys)
        return tags.allSatisfy { left.leader(of: $0) == right.leader(of: $0) }
    }

    func hash(into hasher: inout Hasher) {
        for (tag, leader) in parents.keys.map({ ($0, leader(of: $0)) }).sorted(by: <) {
            hasher.combine(tag)
            hasher.combine(leader)
        }
    }
}
