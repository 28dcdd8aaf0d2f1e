internal import TagRoles

// Several optimizers in one step: generator and critic, actor and critic.
extension RunEvidence {
    /// Leaves only the values of the group that was first in the file to break.
    ///
    /// Each group has a forward pass, a loss and an update of its own, one group after the other. A
    /// group is the first part of a tag's name, if a loss and a gradient have it.
    mutating func keepFirstOptimizer() {
        var losses: Set<Substring> = []
        var gradients: Set<Substring> = []
        for tag in tags {
            guard let group = Self.group(of: tag) else { continue }
            if tag.meaning.role == .loss { losses.insert(group) }
            if tag.meaning.role == .gradient { gradients.insert(group) }
        }
        let groups = losses.intersection(gradients)
        guard groups.count > 1 else { return }
        let bad = tags.filter {
            $0.isBadAtTarget && Self.group(of: $0).map(groups.contains) == true
        }
        guard let first = bad.min(by: { ($0.at?.order ?? .max) < ($1.at?.order ?? .max) }),
            let own = Self.group(of: first)
        else { return }
        for index in tags.indices {
            guard let group = Self.group(of: tags[index]), groups.contains(group), group != own
            else { continue }
            tags[index].at = nil
        }
    }

    private static func group(of tag: TagEvidence) -> Substring? {
        guard let slash = tag.name.firstIndex(of: "/") else { return nil }
        return tag.name[..<slash]
    }
}
