internal import ClampedArithmetic
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// A search for the cause in the tensors logged at the step that broke and before.
struct CauseFinder {
    let analysis: OriginAnalysis
    let verdict: OriginVerdict
    private let statistics: LayerStatistics

    init(analysis: OriginAnalysis, verdict: OriginVerdict) {
        self.analysis = analysis
        self.verdict = verdict
        statistics = LayerStatistics(analysis)
    }

    var evidence: RunEvidence { analysis.evidence }
    var origin: TagEvidence { evidence.tags[verdict.tag] }
    var facts: TensorFacts { origin.at?.facts ?? TensorFacts() }

    /// The causes that the numbers show, the most certain first.
    func causes() -> [Cause] {
        guard verdict.harmless == nil else { return [] }
        var causes = badData()
        switch verdict.direction {
        case .data: break
        case .forward: causes += overflowFirst() + infinityMet()
        case .loss: causes += overflowFirst() + infinityMet()
        case .backward: causes += singularBackward() + overflow() + infinityMet()
        case .update: causes += optimizer() + overflow()
        case .unknown: causes += overflow()
        }
        if verdict.direction != .data { causes += divergence() }
        causes += filteredLoss()
        // Among equal strengths the nearer cause, which was searched for first, comes first.
        let sorted = causes.enumerated().sorted {
            $0.element.strength == $1.element.strength
                ? $0.offset < $1.offset : $0.element.strength > $1.element.strength
        }.map(\.element)
        var kinds = Set<Cause.Kind>()
        return sorted.filter { kinds.insert($0.kind).inserted }
    }

    /// If values reached the end of their type and became infinite, nothing else need have
    /// happened.
    private func overflowFirst() -> [Cause] {
        let overflow = overflow()
        let operation = operation(of: verdict.tag)
        let isPlain =
            facts.nan == 0 && overflow.first?.strength == .shown
            && operation != .exponential && operation != .softmax
        return isPlain ? overflow + singularForward() : singularForward() + overflow
    }

    /// The operation of a tag's layer, from the graph if its name does not tell.
    func operation(of index: Int) -> TensorOperation? {
        let tag = evidence.tags[index]
        if let known = tag.meaning.operation, known != .linear { return known }
        return analysis.graph?.operations[analysis.layer(index)] ?? tag.meaning.operation
    }

    func title(_ index: Int) -> String { evidence.tags[index].title }

    /// The facts logged about a tensor at the step, or else last before it; statistics are
    /// combined.
    func facts(of index: Int) -> TensorFacts? {
        let tag = evidence.tags[index]
        guard tag.isScalar, !tag.isAggregate else { return (tag.at ?? tag.before.last)?.facts }
        return statistics.facts(ofLayer: analysis.layer(index), role: tag.meaning.role)
    }

    private func badData() -> [Cause] {
        guard verdict.direction == .data else { return [] }
        return [
            Cause(
                kind: .badData,
                title: "the data hold numbers that are not finite",
                evidence: [analysis.describe(verdict.tag)],
                remedy:
                    "clean the data: check each batch with requireFinite before it is used, and scan the "
                    + "dataset itself (\(analysis.wording.scan) also reads TFRecord files of "
                    + "tf.train.Example)",
                strength: .shown
            )
        ]
    }

    private func filteredLoss() -> [Cause] {
        let losses = analysis.indices {
            $0.meaning.role == .loss && $0.meaning.statistic == .values && $0.at?.facts.number == 0
        }
        let gradients = analysis.indices { $0.meaning.role == .gradient && $0.isBadAtTarget }
        guard let loss = losses.first, let gradient = gradients.first else { return [] }
        return [
            Cause(
                kind: .filteredLoss,
                title: "the loss of exactly 0 is not to be trusted",
                evidence: [
                    "\(title(loss)) is exactly 0 at step \(analysis.step) beside a gradient that is not finite "
                        + "(\(title(gradient)))"
                ],
                remedy:
                    "a filter such as Hugging Face's logging_nan_inf_filter replaces a NaN loss before it is "
                    + "logged: switch it off to see the loss as it is",
                strength: .likely
            )
        ]
    }

    private func infinityMet() -> [Cause] {
        guard facts.nan > 0 else { return [] }
        let feeds = analysis.feeds(of: verdict.tag).filter {
            guard let facts = evidence.tags[$0].at?.facts else { return false }
            return facts.holdsInfinity && facts.nan == 0
        }
        guard let feed = feeds.first else { return [] }
        return [
            Cause(
                kind: .infinityMet,
                title: "infinities met and gave NaN: Inf - Inf, 0 x Inf or Inf / Inf",
                evidence: [analysis.describe(feed), analysis.describe(verdict.tag)],
                remedy:
                    "keep infinities out of arithmetic: mask with a large finite number, and make sure that not "
                    + "every element of a row is masked",
                strength: .shown
            )
        ]
    }

    private func optimizer() -> [Cause] {
        let rates = analysis.indices { $0.meaning.role == .learningRate && $0.isBadAtTarget }
        if let rate = rates.first {
            return [
                Cause(
                    kind: .optimizer,
                    title: "the learning rate itself is not finite",
                    evidence: [analysis.describe(rate)],
                    remedy:
                        "mend the schedule: a division by zero steps, or a power of a negative number, gives this",
                    strength: .shown
                )
            ]
        }
        let gradients = analysis.indices {
            $0.meaning.role == .gradient && !$0.isScalar
                && ($0.isFiniteAtTarget || $0.lastFinite != nil)
        }
        let matching = analysis.layers.matching([analysis.layer(verdict.tag)])
        let own = gradients.filter { matching[analysis.layer($0)] }
        var lines: [String] = []
        var strength = Cause.Strength.likely
        for index in own {
            guard
                let facts = evidence.tags[index].at.flatMap({
                    evidence.tags[index].isBad($0) ? nil : $0.facts
                })
                    ?? evidence.tags[index].lastFinite?.facts
            else { continue }
            lines.append("its gradient is finite: \(title(index)), \(ValueText.range(of: facts))")
            if facts.holdsZero {
                lines.append(
                    "and holds exact zeros, for which an update that divides by its own size gives 0 / 0"
                )
                strength = .shown
            }
            break
        }
        let kind = facts.nan > 0 ? "NaN" : "an infinity"
        lines.insert("\(kind) arose between a finite gradient and the parameter", at: 0)
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
}
