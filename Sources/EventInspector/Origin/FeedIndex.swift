/// The inputs of each layer, found without searching all tags for each.
struct FeedIndex {
    /// A forward tensor of the step, and its place in the forward pass.
    private struct Output {
        var tag: Int
        var layer: Int
        var position: Double
        var order: Int
    }

    /// By layer, the tags with the most detail first.
    private var inputs: [Int: [Int]] = [:]
    private var outputs: [Int: [Int]] = [:]
    private var data: [Int] = []
    /// In the order of the forward pass.
    private var sequence: [Output] = []
    private let tags: TagList

    init(_ evidence: RunEvidence, _ layers: LayerIndex, positions: [Double?]) {
        tags = evidence.tags
        for index in tags.indices {
            let tag = tags[index]
            let layer = layers.ofTags[index]
            // Counts of NaNs say nothing about the input.
            let tells = tag.meaning.statistic != .nonFiniteCount
            if tag.meaning.role == .input, tells { inputs[layer, default: []].append(index) }
            guard let point = tag.at else { continue }
            if tag.meaning.role == .data, tells { data.append(index) }
            if tag.meaning.role == .output, let position = positions[index] {
                sequence.append(
                    Output(tag: index, layer: layer, position: position, order: point.order)
                )
                if tells { outputs[layer, default: []].append(index) }
            }
        }
        sequence.sort { ($0.position, $0.order) < ($1.position, $1.order) }
        for (layer, indices) in inputs { inputs[layer] = best(of: indices) }
        for (layer, indices) in outputs { outputs[layer] = best(of: indices) }
        data = best(of: data)
    }

    /// The inputs of a layer, the most certain first.
    func feeds(ofLayer layer: Int, at position: Double?, isInput: Bool) -> [Int] {
        var feeds = isInput ? [] : inputs[layer] ?? []
        if let position {
            if let last = last(before: position) {
                feeds += outputs[last.layer] ?? []
            } else {
                feeds += data
            }
        }
        return best(of: feeds)
    }

    /// The last tensor of the forward pass before a position.
    private func last(before position: Double) -> Output? {
        var (low, high) = (0, sequence.count)
        while low < high {
            let middle = (low + high) / 2
            if sequence[middle].position < position { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? sequence[low - 1] : nil
    }

    /// Whole tensors show more than what was computed from them.
    private func best(of indices: [Int]) -> [Int] {
        // Among equal ranks its own input, which is named first, comes first.
        let ranked = indices.enumerated().map { (place: $0, tag: $1, rank: tags[$1].rank) }
        return ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }
            .prefix(Self.limit).map(\.tag)
    }

    /// The most tags of one layer that are examined; the others are more of the same.
    private static let limit = 64
}
