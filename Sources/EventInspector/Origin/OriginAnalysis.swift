internal import TagRoles
internal import TextOutput

/// The analysis of what broke first, from the values logged at the step that broke.
///
/// A training step computes in a fixed order: data, layers, loss, gradients from the loss back,
/// update, parameters. The first non-finite part in that order is the origin, and later ones only
/// inherit it; the rest of the work is to find each tag's place.
struct OriginAnalysis {
    let evidence: RunEvidence
    let layers: LayerIndex
    let graph: GraphLayers?
    let order: LayerOrder
    let feedIndex: FeedIndex
    let wording: Wording
    /// The position of each tag's layer in the forward pass, its input before its output.
    private let positions: [Double?]

    init(_ evidence: RunEvidence, wording: Wording = Wording()) {
        let layers = LayerIndex(evidence.tags)
        let graph = evidence.graph.map { GraphLayers($0, layers) }
        let order = LayerOrder(evidence, layers, graph: graph)
        let positions = evidence.tags.indices.map { index -> Double? in
            guard let position = order.position(ofLayer: layers.ofTags[index]) else { return nil }
            return evidence.tags[index].meaning.role == .input ? position - 0.5 : position
        }
        self.evidence = evidence
        self.wording = wording
        self.layers = layers
        self.graph = graph
        self.order = order
        self.positions = positions
        feedIndex = FeedIndex(evidence, layers, positions: positions)
    }

    /// The verdict; `nil` if no value of the target is available.
    func verdict() -> OriginVerdict? {
        let bad = indices { $0.isBadAtTarget && $0.meaning.role != .ignored }
        let all = bad.filter { !isMask($0) }
        guard !all.isEmpty else { return mask(bad) }
        if let skipped = skippedStep(all) ?? notYet(all) { return skipped }
        return data(all) ?? brokenParameters(all) ?? forward(all) ?? loss(all) ?? backward(all)
            ?? learningRate(all) ?? update(all) ?? unknown(all)
    }

    // MARK: Helpers

    var step: Int64 { evidence.target.step }

    func indices(where holds: (TagEvidence) -> Bool) -> [Int] {
        evidence.tags.indices.filter { holds(evidence.tags[$0]) }
    }

    func of(_ role: TagRole..., in indices: [Int]) -> [Int] {
        indices.filter { role.contains(evidence.tags[$0].meaning.role) }
    }

    /// Tags of these roles that were logged at the step and are finite.
    func finite(_ roles: TagRole...) -> [Int] {
        indices { $0.isFiniteAtTarget && roles.contains($0.meaning.role) }
    }

    /// The tag with the most detail about a tensor: itself, its digest or its histogram before a
    /// number.
    func best(of candidates: [Int]) -> Int? {
        candidates.min { left, right in rank(left) < rank(right) }
    }

    func rank(_ index: Int) -> Int { evidence.tags[index].rank }

    /// The layer's position in the forward pass, its input before its output.
    func position(_ index: Int) -> Double? { positions[index] }

    /// The layer of a tag, as a number.
    func layer(_ index: Int) -> Int { layers.ofTags[index] }

    /// Advice to log something, or to look at it where it is there and was not selected.
    func advice(toLog thing: String, _ roles: TagRole..., purpose: String) -> String {
        roles.contains(where: evidence.hiddenRoles.contains)
            ? "look at \(thing), which were not selected, \(purpose)"
            : "log \(thing), \(purpose)"
    }

    /// What became of values that are not there.
    var logged: String { evidence.isSelective ? "looked at" : "logged" }

    func describe(_ index: Int) -> String {
        let tag = evidence.tags[index]
        guard let facts = tag.at?.facts else { return tag.title }
        if tag.meaning.statistic == .nonFiniteCount, let number = facts.number {
            return "\(tag.title) is \(ValueText.short(number)) at step \(NumberText.grouped(step))"
        }
        if !facts.isBad { return "\(tag.title) is finite (\(ValueText.range(of: facts)))" }
        var text = "\(tag.title): \(facts.kindsText)"
        if facts.countsAreExact, facts.elementCount > 1 {
            text += " of \(NumberText.grouped(facts.elementCount))"
        }
        if let place = facts.firstBadText { text += ", first at \(place)" }
        return text
    }

    /// The number of tensors that the tags describe.
    func tensorCount(_ indices: [Int]) -> Int {
        Set(indices.map { "\(evidence.tags[$0].meaning.role) \(evidence.tags[$0].meaning.layer)" })
            .count
    }

    /// Such as `all 3 forward tensors of that step are finite`.
    func areAllFinite(_ forward: [Int]) -> String {
        let count = tensorCount(forward)
        return count == 1
            ? "the only forward tensor of that step is finite"
            : "all \(NumberText.count(count, "forward tensor")) of that step are finite"
    }

    /// Such as `loss and 3 gradients`.
    func followers(of origin: [Int], among all: [Int]) -> String? {
        let keys = Set(origin.map { evidence.tags[$0].title })
        var names: [TagRole: Set<String>] = [:]
        for index in all where !keys.contains(evidence.tags[index].title) {
            names[evidence.tags[index].meaning.role, default: []].insert(evidence.tags[index].title)
        }
        let parts = TagRole.allCases.compactMap { role -> String? in
            guard let tags = names[role], let noun = Self.nouns[role] else { return nil }
            return NumberText.count(tags.count, noun)
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static let nouns: [TagRole: String] = [
        .data: "data tag", .input: "layer input", .output: "forward tensor", .loss: "loss tag",
        .gradient: "gradient tag", .update: "update tag", .parameter: "parameter tag",
        .metric: "metric", .unknown: "other tag", .lossScale: "loss scale", .mask: "mask",
        .optimizerState: "tensor of the optimizer", .buffer: "buffer", .derived: "derived number",
        .coefficient: "coefficient",
    ]
}
