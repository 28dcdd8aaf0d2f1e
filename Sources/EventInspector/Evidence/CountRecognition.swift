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
        // The last step before it at which tensors were logged that are there again.
        let latest = tags.lazy.filter { !$0.isScalar && $0.at != nil }
            .compactMap(\.before.last?.step).max()
        for counts in countFamilies() {
            guard counts.allSatisfy({ mayCount($0, latest) }),
                let proof = counts.first(where: { isProven($0, latest) })
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
    private func mayCount(_ count: Count, _ latest: Int64?) -> Bool {
        let (tag, tensor) = (tags[count.tag], tags[count.tensor])
        guard tag.before.count > 1, tag.before.allSatisfy({ $0.facts.number == 0 }) else {
            return false
        }
        let later = ([tag.at].compactMap(\.self) + tag.after).map(\.facts.number)
        guard later.allSatisfy({ $0.map { $0 >= 0 && $0 == $0.rounded() } ?? false }) else {
            return false
        }
        guard let number = tag.at?.facts.number, let expected = badCount(of: tensor, latest)
        else { return true }
        return number == Double(expected)
    }

    /// Whether the number is that of the tensor's non-finite elements, of which there are some.
    private func isProven(_ count: Count, _ latest: Int64?) -> Bool {
        guard let number = tags[count.tag].at?.facts.number, number > 0,
            let expected = badCount(of: tags[count.tensor], latest)
        else { return false }
        return number == Double(expected)
    }

    /// How many elements of a tensor are not finite at the step, or how many its histogram lacks;
    /// nil if that is not known.
    ///
    /// One that was logged each time until the step, and is not there, lacks all.
    private func badCount(of tensor: TagEvidence, _ latest: Int64?) -> Int? {
        if let facts = tensor.at?.facts, facts.countsAreExact, facts.elementCount > 0 {
            return facts.badCount
        }
        guard let last = tensor.before.last, last.facts.elementCount > 0 else { return nil }
        let before = last.facts.elementCount
        guard let facts = tensor.at?.facts else {
            return last.step >= latest ?? last.step ? before : nil
        }
        return facts.elementCount > 0 ? before.subtractingClamped(facts.elementCount) : nil
    }
}

extension TagEvidence {
    /// Makes the tag a count of a tensor's non-finite elements.
    mutating func countElements(of tensor: TagEvidence) {
        meaning = tensor.meaning
        meaning.statistic = .nonFiniteCount
        meaning.dumpName = nil
        strength = tensor.strength
        roleReason = tensor.roleReason
        confirmedLayer = tensor.confirmedLayer
    }
}
