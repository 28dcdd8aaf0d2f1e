internal import ClampedArithmetic
internal import TagRoles
internal import TextOutput

/// Causes between the gradient and the parameter, and a loss that a filter has cleaned.
extension CauseFinder {
    /// The learning rate's own break, or a step that broke a parameter.
    func optimizer() -> [Cause] {
        let rates = analysis.indices { $0.isBadAtTarget }.filter(isLearningRate)
        if let rate = rates.first {
            return [
                Cause(
                    kind: .optimizer,
                    title: "the learning rate itself is not finite",
                    evidence: [analysis.describe(rate)],
                    remedy:
                        "fix the schedule: look for a division by zero steps or a power of a negative number",
                    strength: .shown
                )
            ]
        }
        // Without a finite gradient of that very parameter the break may be older.
        guard let gradient = finiteGradientOfOrigin() else { return [] }
        var lines = [
            "\(nonFiniteNoun) arose between a finite gradient and the parameter",
            "its gradient is finite: \(title(gradient.index)), \(ValueText.range(of: gradient.facts))",
        ]
        var strength = Cause.Strength.likely
        if let zeros = zeros(of: gradient.facts) {
            lines.append(zeros.line)
            strength = zeros.strength
        }
        return [
            Cause(
                kind: .optimizer,
                title: "the optimizer's step broke the parameter",
                evidence: lines,
                remedy:
                    "give the optimizer's division an epsilon (Adam's eps must not be 0, nor vanish in half "
                    + "precision), clip by a norm that cannot be 0, and keep its state in float",
                strength: strength
            )
        ]
    }

    private var nonFiniteNoun: String {
        if facts.nan > 0 { return "NaN" }
        // A count does not say what it counted.
        return facts.isBad ? "an infinity" : "a non-finite number"
    }

    /// What exact zeros of the gradient show: an update that divides by their size gives 0 / 0.
    ///
    /// Zeros that are not as many as the broken elements, or in other places, show nothing.
    private func zeros(of gradient: TensorFacts) -> (line: String, strength: Cause.Strength)? {
        guard gradient.holdsZero, facts.nan > 0 || origin.meaning.statistic == .nonFiniteCount
        else {
            return nil
        }
        let update = "for which an update that divides by the gradient's size gives 0 / 0"
        let broken: Int? =
            if origin.meaning.statistic == .nonFiniteCount {
                facts.number.map { Int(clamping: $0) }
            } else {
                facts.countsAreExact && facts.elementCount > 0 && !origin.isScalar
                    ? facts.badCount : nil
            }
        guard let broken, let zeros = gradient.zeros, gradient.elementCount > 1 else {
            return ("and contains exact zeros, \(update)", .likely)
        }
        let isElsewhere =
            facts.firstBadIndex.map { bad in gradient.firstZeroIndex.map { $0 != bad } ?? false }
            ?? false
        guard broken == zeros, !isElsewhere else { return nil }
        return (
            "and contains \(NumberText.count(zeros, "exact zero")), as many as the elements that broke, "
                + update, .shown
        )
    }

    /// The gradient of the parameter that broke, which the step that broke it used and which was
    /// finite, while the parameter had been finite until then.
    private func finiteGradientOfOrigin() -> (index: Int, facts: TensorFacts)? {
        guard let finite = origin.lastFinite else { return nil }
        let matching = analysis.layers.matching([analysis.layer(verdict.tag)])
        let leaf = origin.meaning.leaf
        let path = origin.meaning.layer
        let own = analysis.indices {
            $0.meaning.role == .gradient && !$0.isAggregate
                && (leaf.isEmpty || $0.meaning.leaf.isEmpty || $0.meaning.leaf == leaf)
        }.filter { index in
            // Named after the parameter, as fc1/weight/gradient is after fc1/weight.
            let isNamed = !path.isEmpty && evidence.tags[index].name.hasPrefix(path + "/")
            return isNamed || matching[analysis.layer(index)]
        }
        // What says most about the gradient comes first.
        for index in own.sorted(by: { evidence.tags[$0].rank < evidence.tags[$1].rank }) {
            let tag = evidence.tags[index]
            if tag.isFiniteAtTarget, !isLate(tag), let facts = tag.at?.facts {
                return (index, facts)
            }
            // The parameter was logged before the update, which the step before then broke.
            guard let last = tag.lastFinite, last.step == finite.step,
                tag.before.last?.step == last.step, analysis.step.subtractingClamped(last.step) <= 1
            else { continue }
            return (index, last.facts)
        }
        return nil
    }

    /// Whether a gradient's values begin after the parameter's, and so may be those of the step
    /// before.
    ///
    /// Gradients that begin with the parameter show that they are not logged late: then this one is
    /// new, as that of a parameter which was frozen.
    private func isLate(_ gradient: TagEvidence) -> Bool {
        guard let first = origin.firstStep ?? origin.before.first?.step,
            let own = gradient.firstStep ?? (gradient.before.first ?? gradient.at)?.step,
            own > first
        else { return false }
        return !evidence.tags.contains {
            $0.meaning.role == .gradient && !$0.isAggregate && !$0.countsOtherSteps
                && ($0.firstStep ?? .max) <= first
        }
    }

    /// A loss of exactly zero where a gradient is not finite: a filter has replaced it.
    func filteredLoss() -> [Cause] {
        let losses = analysis.indices { tag in
            tag.meaning.role == .loss && tag.meaning.statistic == .values
                && tag.at?.facts.number == 0 && Self.isWhole(tag.name)
                && !tag.before.isEmpty && !tag.before.contains { $0.facts.number == 0 }
        }
        let gradients = analysis.indices { $0.meaning.role == .gradient && $0.isBadAtTarget }
        guard let loss = losses.first, let gradient = gradients.first else { return [] }
        return [
            Cause(
                kind: .filteredLoss,
                title: "the loss of exactly 0 cannot be trusted",
                evidence: [
                    "\(title(loss)) is exactly 0 at step \(NumberText.grouped(analysis.step)), and never was before, next to a "
                        + "gradient that is not finite (\(title(gradient)))"
                ],
                remedy:
                    "a filter such as Hugging Face's logging_nan_inf_filter replaces a NaN loss before it is "
                    + "logged: turn it off to see the loss itself",
                strength: .likely
            )
        ]
    }

    /// Whether a loss is the whole one, and not one of its parts.
    private static func isWhole(_ name: String) -> Bool {
        let words = Set(TagWords(name).folded)
        return words.contains("loss") && words.isSubset(of: wholeLossWords)
    }

    private static let wholeLossWords: Set<String> = [
        "train", "training", "loss", "losses", "total", "step", "batch", "iteration", "avg", "mean",
    ]
}
