internal import TagRoles

/// The order of a run's layers in the forward pass, from the best available evidence.
struct LayerOrder {
    /// The source of the order.
    enum Source: String {
        case metadata = "the order that the writer recorded"
        case graph = "the run's graph"
        case forward = "the order in which the forward pass was logged"
        case parameters = "the order in which the parameters are listed"
        case alphabet =
            "nothing: the tags are in alphabetical order, which is not that of computing"
        case none = "no order"

        /// What has to hold for a guess that rests on the source alone.
        var assumption: String {
            switch self {
            case .parameters: "they are listed in the order of the forward pass"
            default: "layers follow one another as they are listed"
            }
        }
    }

    private let layers: LayerIndex
    /// In the order in which they became known.
    private var positions: [Double] = []
    /// The place of each layer among the positions; -1 if it has none of its own.
    private var places: [Int]
    private var marks: LayerMarks
    private var heads: LayerHeads
    private(set) var source = Source.none

    init(_ evidence: RunEvidence, _ layers: LayerIndex, graph: GraphLayers?) {
        self.layers = layers
        places = Array(repeating: -1, count: layers.keys.count)
        marks = LayerMarks(layers.endings)
        heads = LayerHeads(layers.beginnings)
        let layered = evidence.tags.indices.filter {
            let tag = evidence.tags[$0]
            return !tag.isAggregate && tag.meaning.role != .ignored
        }
        let recorded = layered.filter { evidence.tags[$0].meaning.layerOrder != nil }
        if !recorded.isEmpty {
            source = .metadata
            for tag in recorded {
                if let order = evidence.tags[tag].meaning.layerOrder {
                    add(layers.ofTags[tag], Double(order))
                }
            }
        }
        if positions.isEmpty, let graph {
            let known = layered.filter { graph.positions[layers.ofTags[$0]] != nil }
            if Set(known.map { layers.ofTags[$0] }).count > 1 {
                source = .graph
                for tag in known {
                    let layer = layers.ofTags[tag]
                    if let position = graph.positions[layer] { add(layer, Double(position)) }
                }
            }
        }
        let forward = layered.filter { evidence.tags[$0].meaning.role.isForward }
        let listed = forward.sorted {
            (evidence.tags[$0].at?.order ?? .max) < (evidence.tags[$1].at?.order ?? .max)
        }
        var keys: [String] = []
        for tag in listed where keys.last != evidence.tags[tag].meaning.layer {
            keys.append(evidence.tags[tag].meaning.layer)
        }
        if positions.isEmpty, AlphabeticalOrder.isOrder(of: keys) {
            source = .alphabet
            return
        }
        if positions.isEmpty, !forward.isEmpty {
            source = .forward
            for (index, tag) in forward.enumerated() { add(layers.ofTags[tag], Double(index)) }
        }
        addParameters(of: layered, in: evidence)
    }

    /// The position of a layer; `nil` if nothing shows it.
    func position(ofLayer layer: Int) -> Double? {
        let work = layers.work
        let place = places[layer]
        if place >= 0 { return positions[place] }
        // After itself, the module that contains it or that it contains, such as `block3` for
        // `block3.attn`.
        return (marks.first(matching: layer, work) ?? heads.last(near: layer, work))
            .map { positions[$0] }
    }

    private mutating func add(_ layer: Int, _ position: Double) {
        guard !layers.keys[layer].isEmpty else { return }
        let place = places[layer]
        if place >= 0 {
            positions[place] = min(positions[place], position)
            return
        }
        places[layer] = positions.count
        marks.add(layer, positions.count, layers.work)
        heads.add(layer, positions.count, layers.work)
        positions.append(position)
    }

    /// Layers that only parameters and gradients name: `named_parameters()` lists them in forward
    /// order, hooks that run in the backward pass do it the other way around.
    private mutating func addParameters(of tags: [Int], in evidence: RunEvidence) {
        let others = tags.filter {
            [.parameter, .gradient, .update].contains(evidence.tags[$0].meaning.role)
        }
        let listed = others.filter { evidence.tags[$0].meaning.role != .gradient } + others
        var seen = Set<Int>()
        var named = listed.map { layers.ofTags[$0] }.filter { seen.insert($0).inserted }
        let known = named.compactMap { layer in
            marks.first(matching: layer, layers.work).map { positions[$0] }
        }
        let isReversed =
            known.count > 1
            ? Self.isFalling(known) : Self.isFalling(named.compactMap { layers.keys[$0].number })
        if isReversed { named.reverse() }
        guard positions.isEmpty else {
            // Between known ones: after the one before it.
            var before = (positions.min() ?? 0) - 1
            for (index, layer) in named.enumerated() {
                if let position = position(ofLayer: layer) {
                    before = position
                } else {
                    before += 1 / Double(named.count - index + 2)
                    add(layer, before)
                }
            }
            return
        }
        guard !named.isEmpty else { return }
        source = .parameters
        for (index, layer) in named.enumerated() { add(layer, Double(index)) }
    }

    private static func isFalling(_ numbers: [Double]) -> Bool {
        guard numbers.count > 1 else { return false }
        let pairs = zip(numbers, numbers.dropFirst())
        let falls = pairs.filter { $0 > $1 }.count
        return falls > pairs.filter { $0 < $1 }.count
    }
}
