internal import TagRoles
internal import TextOutput

/// Causes must be news: what was so before, when nothing broke, explains nothing.
extension CauseFinder {
    /// Whether the same was to be found in a tensor's values before, when the origin was finite.
    ///
    /// - Parameters:
    ///   - cause: What was found in the value at the step.
    ///   - index: The tag in whose values it was found.
    ///   - find: Finds causes in the facts about another value of that tag.
    /// - Returns: Whether an earlier value gives the same cause.
    func wasSoBefore(
        _ cause: Cause,
        _ index: Int,
        _ find: (TensorFacts) -> [Cause]
    ) -> Bool {
        let reason = reason(cause, index)
        return earlierFacts(of: index).contains { facts in
            !facts.isBad && facts.isKnown
                && find(facts).contains { self.reason($0, index) == reason }
        }
    }

    /// A cause without the numbers of the tag in which it was found.
    private func reason(_ cause: Cause, _ index: Int) -> [String] {
        let title = title(index)
        return [cause.kind.rawValue] + cause.evidence.filter { !$0.contains(title) }
    }

    /// The facts that are known of a tensor from the values with which the origin was still finite.
    func earlierFacts(of index: Int) -> [TensorFacts] {
        guard let last = origin.lastFinite?.step else { return [] }
        let tag = evidence.tags[index]
        guard tag.isScalar, !tag.isAggregate else {
            return tag.before.suffix(Self.earlierLimit).filter { $0.step <= last }.map(\.facts)
        }
        let members = statistics.members(ofLayer: analysis.layer(index), role: tag.meaning.role)
        return members.flatMap { member -> [TensorFacts] in
            let tag = evidence.tags[member]
            return tag.before.suffix(Self.earlierLimit).filter { $0.step <= last }.compactMap {
                guard let number = $0.facts.number else { return nil }
                return LayerStatistics.facts(of: number, tag.meaning.statistic)
            }
        }
    }

    private static let earlierLimit = 16

    /// The first value of a tag that is exactly zero, or at or below zero, at the very step.
    ///
    /// A coincidence is not excluded, so it is never more than possible, and nothing is said where
    /// many tags did so at once: that is how a failure spreads.
    func firstZero() -> [Cause] {
        var found: [NewLow] = []
        for index in evidence.tags.indices where index != verdict.tag {
            guard mayComeBefore(index), let low = newLow(index) else { continue }
            found.append(low)
            if found.count > Self.coincidences { return [] }
        }
        guard let low = found.first(where: \.isTensor) ?? found.first else { return [] }
        if verdict.direction == .backward, evidence.tags.indices.contains(where: holdsNewOne) {
            // Either may be the reason.
            return []
        }
        let cause = wording(of: low)
        return [
            Cause(
                kind: cause.kind,
                title: cause.title,
                evidence: [
                    "\(low.title) \(low.line) at step \(NumberText.grouped(analysis.step)) for the first time, "
                        + "after \(NumberText.count(low.count, "value")) that \(low.before)",
                    "then: \(analysis.describe(verdict.tag))",
                ],
                remedy: cause.remedy,
                strength: .possible
            )
        ]
    }

    /// Whether a tag may have gone into what broke, as far as its place in the step shows it.
    ///
    /// Gradients are computed from what the whole forward pass computed.
    func mayComeBefore(_ index: Int) -> Bool {
        verdict.direction == .backward || !analysis.isComputed(index, after: verdict.tag)
    }

    private func wording(
        of low: NewLow
    ) -> (kind: Cause.Kind, title: String, remedy: String) {
        if verdict.direction == .backward {
            return (
                .sqrtZero,
                "the slope of a root, a norm or a quotient at \(low.what) in \(low.title)",
                "use sqrt(x + epsilon), or divide by x + epsilon, where \(low.title) goes in"
            )
        }
        if takesLogarithm ?? (low.isProbability || low.isBelow) {
            return (
                .logZero,
                "the logarithm of \(low.what) in \(low.title)",
                "find out where its logarithm is taken, and use log(x + epsilon) or a loss that takes logits"
            )
        }
        return (
            .divideByZero,
            "a division by \(low.what) in \(low.title), or its logarithm",
            "find out what is divided by \(low.title), and add an epsilon or skip that step"
        )
    }

    /// Whether the origin's layer or its values are those of a logarithm; nil if nothing shows it.
    private var takesLogarithm: Bool? {
        switch operation(of: verdict.tag) {
        case .log, .log1p, .logarithmicLoss: return true
        case .divide, .normalize, .softmax, .atan2: return false
        default: break
        }
        // A division of positive numbers by zero gives +Inf, and one of zeros NaN.
        let isLow = facts.negativeInfinity > 0 && facts.positiveInfinity == 0 && facts.nan == 0
        return isLow && origin.meaning.role != .loss ? true : nil
    }

    private static let coincidences = 3

    /// What became zero, in words.
    private struct NewLow {
        var title: String
        var what = "an exact zero"
        /// What it is at the step, such as `is 0`.
        var line: String
        /// What the values before were.
        var before = "were not"
        var count: Int
        var isTensor = false
        var isProbability = false
        var isBelow = false
    }

    /// Whether a tensor between -1 and 1 holds an exact 1 or -1, as it never did before: there the
    /// slopes of arccos and arcsin are infinite.
    private func holdsNewOne(_ index: Int) -> Bool {
        let tag = evidence.tags[index]
        guard tag.meaning.role.isForward, let facts = tag.at?.facts, !facts.isBad,
            facts.magnitude == 1, facts.holdsOne, tag.before.count >= 3
        else { return false }
        return !tag.before.contains { $0.facts.holdsOne || ($0.facts.magnitude ?? 0) > 1 }
    }

    private func newLow(_ index: Int) -> NewLow? {
        let tag = evidence.tags[index]
        guard tag.before.count >= 3, tag.isFiniteAtTarget, let facts = tag.at?.facts,
            tag.meaning.statistic != .nonFiniteCount, tag.meaning.statistic != .zeros
        else { return nil }
        if tag.isScalar {
            guard let number = facts.number, number <= 0, mayBeOperand(tag) else { return nil }
            let numbers = tag.before.compactMap { $0.facts.number }
            guard numbers.count >= 3, numbers.allSatisfy({ $0 > 0 }) else { return nil }
            var low = NewLow(
                title: title(index),
                line: "is \(ValueText.short(number))",
                count: numbers.count
            )
            if number < 0 {
                low.what = "a number at or below zero"
                low.isBelow = true
            }
            low.before = "were above zero"
            return low
        }
        guard [.output, .input, .data, .unknown].contains(tag.meaning.role), facts.isKnown else {
            return nil
        }
        let known = tag.before.map(\.facts).filter(\.isKnown)
        guard known.count >= 3 else { return nil }
        let isProbability = (facts.minimum ?? -1) >= 0 && (facts.maximum ?? 2) <= 1
        var low = NewLow(
            title: title(index),
            line: "contains exact zeros (\(ValueText.range(of: facts)))",
            before: "contained none",
            count: known.count,
            isTensor: true,
            isProbability: isProbability
        )
        if facts.holdsZero, known.allSatisfy({ !$0.holdsZero }) { return low }
        if isProbability, facts.holdsOne, known.allSatisfy({ !$0.holdsOne }) {
            low.what = "the exact zero that is left of 1"
            low.line = "contains an exact 1 (\(ValueText.range(of: facts)))"
            return low
        }
        return nil
    }

    /// Whether a scalar may be what something is divided by, or whose logarithm is taken.
    private func mayBeOperand(_ tag: TagEvidence) -> Bool {
        let words = Set(TagWords(tag.name).folded)
        switch tag.meaning.role {
        case .output, .input, .data, .unknown: return true
        // The weight of a loss is a factor.
        case .coefficient: return !words.contains("loss")
        case .derived: return !words.isDisjoint(with: Self.divisors)
        // What surely results from training does not go into it.
        case .loss, .metric, .parameter:
            return !words.isDisjoint(with: Self.schedules)
                || (tag.strength < .strong && !words.isDisjoint(with: Self.divisors))
        default: return false
        }
    }

    private static let schedules: Set<String> = [
        "temperature", "temp", "alpha", "tau", "eps", "epsilon", "prob", "probs", "probability",
    ]

    /// Words of what something is divided by.
    static let divisors: Set<String> = [
        "std", "denom", "denominator", "count", "counts", "norm", "norms", "scale", "sum", "var",
        "variance", "total", "divisor", "sigma", "range", "num", "size", "length", "mass", "z",
        "deviation", "stddev", "n", "weightsum", "mask", "sumexp", "partition", "distance", "dist",
    ]
}
