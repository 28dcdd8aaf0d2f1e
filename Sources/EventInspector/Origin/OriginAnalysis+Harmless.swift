internal import TagRoles
internal import TextOutput

// Observations that look like a failure and are not.
extension OriginAnalysis {
    /// A step that mixed precision skipped because the scaled gradients overflowed.
    func skippedStep(_ bad: [Int]) -> OriginVerdict? {
        guard of(.gradient, in: bad).count == bad.count, let first = best(of: bad) else {
            return nil
        }
        if let spared = sparedParameters(bad, first) { return spared }
        guard
            let scale = indices(where: { $0.meaning.role == .lossScale }).first
        else { return nil }
        let tag = evidence.tags[scale]
        let scales = ([tag.before.last, tag.at] + tag.after).compactMap { $0?.facts.number }
        // Some programs log the scale before the step's update, some after it.
        guard
            let (before, now) = zip(scales, scales.dropFirst()).prefix(3).first(where: { $0 > $1 })
        else { return nil }
        let goesOn = bad.allSatisfy { index in
            let after = evidence.tags[index].after
            return after.isEmpty || after.contains { !evidence.tags[index].isBad($0) }
        }
        guard goesOn else { return nil }
        let text =
            "the loss scale fell from \(ValueText.short(before)) to \(ValueText.short(now)): mixed "
            + "precision skipped this step, as it does when scaled gradients overflow"
        return OriginVerdict(
            direction: .backward,
            tag: first,
            layer: evidence.tags[first].meaning.layer,
            evidence: [describe(first), text],
            harmless: text
        )
    }

    /// Infinite gradients that reached no parameter: the update was skipped.
    private func sparedParameters(_ bad: [Int], _ first: Int) -> OriginVerdict? {
        let parameters = indices { $0.meaning.role == .parameter }
        let overflowed = bad.allSatisfy { evidence.tags[$0].at?.facts.nan == 0 }
        let recovered = bad.allSatisfy { index in
            evidence.tags[index].after.contains { !evidence.tags[index].isBad($0) }
        }
        let isSpared = parameters.allSatisfy { index in
            let tag = evidence.tags[index]
            return tag.isFiniteAtTarget && !tag.after.isEmpty
                && tag.after.allSatisfy { !tag.isBad($0) }
        }
        guard !parameters.isEmpty, overflowed, recovered, isSpared else { return nil }
        let text =
            "the parameters stayed finite and so were the next gradients: the update was skipped, as mixed "
            + "precision does when scaled gradients overflow"
        return OriginVerdict(
            direction: .backward,
            tag: first,
            layer: evidence.tags[first].meaning.layer,
            evidence: [describe(first), text],
            harmless: text
        )
    }

    /// Whether a tensor has -Inf starting at the first value, and nothing else non-finite.
    func isMask(_ index: Int) -> Bool {
        let tag = evidence.tags[index]
        guard tag.meaning.role.isForward || tag.meaning.role == .unknown,
            !tag.isScalar || tag.meaning.statistic == .minimum
        else { return false }
        return (tag.before + [tag.at].compactMap(\.self)).allSatisfy {
            $0.facts.negativeInfinity > 0 && $0.facts.nan == 0 && $0.facts.positiveInfinity == 0
        }
    }

    func mask(_ bad: [Int]) -> OriginVerdict? {
        guard let first = best(of: bad) else { return nil }
        let followed = finite(.output, .loss)
        guard !followed.isEmpty else { return nil }
        let text =
            "-Inf from its first value on, and what follows is finite: a mask, as attention has"
        return OriginVerdict(
            direction: .forward,
            tag: first,
            layer: evidence.tags[first].meaning.layer,
            evidence: [describe(first), text],
            harmless: text
        )
    }

    /// A measure that has no value before its first result.
    func notYet(_ bad: [Int]) -> OriginVerdict? {
        let metrics = bad.allSatisfy { index in
            let tag = evidence.tags[index]
            return tag.meaning.role == .metric && tag.before.allSatisfy { tag.isBad($0) }
                && !tag.after.isEmpty && tag.after.contains { !tag.isBad($0) }
        }
        guard metrics, let first = bad.first else { return nil }
        let text = "a measure without a value so far; it became finite later"
        return OriginVerdict(
            direction: .unknown,
            tag: first,
            layer: "",
            evidence: [describe(first), text],
            harmless: text
        )
    }
}
