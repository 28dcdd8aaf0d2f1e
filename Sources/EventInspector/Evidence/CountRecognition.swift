internal import ClampedArithmetic
internal import TagRoles
internal import TextOutput

// Counts of non-finite elements, known by their values and by the tensors that they are of.
extension RunEvidence {
    /// What a tag's name adds to that of a histogram or a tensor, as `/odd` in `fc1/odd`.
    private struct Addition: Hashable {
        var text: Substring
        var isFirst: Bool
    }

    private struct Count {
        var tag: Int
        /// The tag of the tensor whose elements it counts.
        var tensor: Int
    }

    /// Finds tags that count non-finite elements, whatever they are called.
    ///
    /// Such counts are 0 until the step that broke and whole numbers after it, and at that step one
    /// of them is as many as its histogram has lost, or as are not finite in its tensor. The tags
    /// of the same kind then count the same thing.
    mutating func recognizeCounts() {
        for counts in countFamilies() {
            guard counts.allSatisfy(mayCount),
                let proof = counts.first(where: { isProven($0) })
            else { continue }
            let reason =
                "its values count non-finite elements: 0 until then, and at step "
                + "\(NumberText.grouped(target.step)) \(tags[proof.tag].title) is the number of "
                + "those that \(tags[proof.tensor].isTensor ? "are in" : "are missing from") "
                + tags[proof.tensor].title
            for count in counts {
                var tag = tags[count.tag]
                let tensor = tags[count.tensor]
                tag.countElements(of: tensor)
                tag.countReason = reason
                // It is no measure that has no value.
                tag.isSetAside = tensor.isSetAside
                tags[count.tag] = tag
            }
        }
    }

    /// The scalars that are named after a histogram or a tensor, by what their names add.
    private func countFamilies() -> [[Count]] {
        var tensors: [Substring: Int] = [:]
        for (index, tag) in tags.enumerated() where !tag.isScalar {
            tensors[tag.name[...]] = index
        }
        guard !tensors.isEmpty else { return [] }
        var families: [Addition: [Count]] = [:]
        var order: [Addition] = []
        for (index, tag) in tags.enumerated()
        where tag.isScalar && tag.meaning.statistic == .values && !tag.isRecorded {
            let name = tag.name
            let ends = [
                name.lastIndex(of: "/").map { (name[..<$0], name[$0...], false) },
                name.firstIndex(of: "/").map {
                    (name[name.index(after: $0)...], name[...$0], true)
                },
            ]
            for case (let base, let text, let isFirst)? in ends {
                guard let tensor = tensors[base] else { continue }
                let addition = Addition(text: text, isFirst: isFirst)
                if families[addition] == nil { order.append(addition) }
                families[addition, default: []].append(Count(tag: index, tensor: tensor))
                break
            }
        }
        return order.compactMap { families[$0] }
    }

    /// Whether nothing in the values says that it counts something else.
    private func mayCount(_ count: Count) -> Bool {
        let (tag, tensor) = (tags[count.tag], tags[count.tensor])
        guard tag.before.count > 1, tag.before.allSatisfy({ $0.facts.number == 0 }) else {
            return false
        }
        let later = ([tag.at].compactMap(\.self) + tag.after).map(\.facts.number)
        guard later.allSatisfy({ $0.map { $0 >= 0 && $0 == $0.rounded() } ?? false }) else {
            return false
        }
        guard let number = tag.at?.facts.number else { return true }
        return number > 0 || !(tensor.isBadAtTarget || hasVanished(tensor))
    }

    /// Whether the number is that of the elements that a histogram has lost, or of those in a
    /// tensor that are not finite.
    private func isProven(_ count: Count) -> Bool {
        let tensor = tags[count.tensor]
        guard let number = tags[count.tag].at?.facts.number, number > 0,
            let before = tensor.before.last?.facts.elementCount, before > 0
        else { return false }
        guard let facts = tensor.at?.facts else {
            return hasVanished(tensor) && number == Double(before)
        }
        if facts.countsAreExact { return facts.isBad && number == Double(facts.badCount) }
        return number == Double(before.subtractingClamped(facts.elementCount))
    }

    /// Whether a tag was logged each time until the step that broke, and is not there.
    private func hasVanished(_ tag: TagEvidence) -> Bool {
        guard tag.at == nil, let last = tag.before.last?.step else { return false }
        return !tags.contains { other in
            !other.isScalar && other.at != nil && (other.before.last?.step ?? last) > last
        }
    }
}

extension TagEvidence {
    /// Means the number of non-finite elements of a tensor from now on.
    mutating func countElements(of tensor: TagEvidence) {
        meaning = tensor.meaning
        meaning.statistic = .nonFiniteCount
        meaning.dumpName = nil
        strength = tensor.strength
        roleReason = tensor.roleReason
        confirmedLayer = tensor.confirmedLayer
    }
}
