internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// A search for the cause in the tensors logged at the step that broke and before.
struct CauseFinder {
    let analysis: OriginAnalysis
    let verdict: OriginVerdict
    let statistics: LayerStatistics
    /// The run's hyperparameters that are not finite.
    private let badHyperparameters: [(name: String, kind: NonFiniteKind)]

    init(
        analysis: OriginAnalysis,
        verdict: OriginVerdict,
        badHyperparameters: [(name: String, kind: NonFiniteKind)] = []
    ) {
        self.analysis = analysis
        self.verdict = verdict
        self.badHyperparameters = badHyperparameters
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
        if verdict.direction != .data {
            causes += settings() + divergence()
            causes += hyperparameters(badHyperparameters)
        }
        causes += filteredLoss()
        if causes.isEmpty, verdict.direction != .update { causes += firstZero() }
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
                title: "the data contain non-finite numbers",
                evidence: [analysis.describe(verdict.tag)],
                remedy:
                    "clean the data: check each batch with requireFinite before it is used, and scan the "
                    + "dataset itself (\(analysis.wording.scan) also reads TFRecord files of "
                    + "tf.train.Example)",
                // The input of the first layer that was logged need not be the batch itself.
                strength: origin.strength == .weak || origin.meaning.role != .data
                    ? .likely : .shown
            )
        ]
    }

    private func infinityMet() -> [Cause] {
        guard facts.nan > 0 else { return [] }
        let feeds = analysis.feeds(of: verdict.tag).filter {
            guard let facts = evidence.tags[$0].at?.facts else { return false }
            return facts.holdsInfinity && facts.nan == 0
        }
        // A mask of infinities that was always there is no cause.
        let news = feeds.filter { feed in
            !earlierFacts(of: feed).contains { $0.holdsInfinity && $0.nan == 0 }
        }
        guard let feed = news.first else { return [] }
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
}
