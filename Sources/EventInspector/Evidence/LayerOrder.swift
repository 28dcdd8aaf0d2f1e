internal import TagRoles

/// The order of a run's layers in the forward pass, from the best evidence there is.
struct LayerOrder {
    /// Where the order comes from.
    enum Source: String {
        case metadata = "the order that the writer recorded"
        case graph = "the run's graph"
        case forward = "the order in which the forward pass was logged"
        case parameters = "the order in which the parameters are listed"
        case none = "no order"
    }

    private var positions: [(key: LayerKey, position: Double)] = []
    private(set) var source = Source.none

    init(_ evidence: RunEvidence) {
        let layered = evidence.tags.filter { !$0.isAggregate && $0.meaning.role != .ignored }
        if layered.contains(where: { $0.meaning.layerOrder != nil }) {
            source = .metadata
            for tag in layered {
                if let order = tag.meaning.layerOrder { add(tag.key, Double(order)) }
            }
        }
        if positions.isEmpty, let graph = evidence.graph {
            for tag in layered {
                if let position = graph.position(of: tag.key) { add(tag.key, Double(position)) }
            }
            if positions.count > 1 { source = .graph } else { positions = [] }
        }
        let forward = layered.filter { $0.meaning.role.isForward }
        if positions.isEmpty, !forward.isEmpty {
            source = .forward
            for (index, tag) in forward.enumerated() { add(tag.key, Double(index)) }
        }
        addParameters(of: layered)
    }

    /// The position of a layer; nil where nothing tells.
    func position(of key: LayerKey) -> Double? {
        positions.first { $0.key == key }?.position
            ?? positions.first { $0.key.matches(key) }?.position
            ?? nearest(to: key)
    }

    /// The position of the module that a name lies in or that lies in it, such as `block3` for
    /// `block3.attn`.
    private func nearest(to key: LayerKey) -> Double? {
        for length in stride(from: key.parts.count - 1, to: 0, by: -1) {
            let head = Array(key.parts.prefix(length))
            if let found = positions.last(where: { $0.key.parts.starts(with: head) }) {
                return found.position
            }
        }
        return nil
    }

    private mutating func add(_ key: LayerKey, _ position: Double) {
        guard !key.isEmpty else { return }
        if let known = positions.firstIndex(where: { $0.key == key }) {
            positions[known].position = min(positions[known].position, position)
        } else {
            positions.append((key, position))
        }
    }

    /// Layers that only parameters and gradients name: `named_parameters()` lists them in forward
    /// order, hooks that run in the backward pass do it the other way around.
    private mutating func addParameters(of tags: [TagEvidence]) {
        let others = tags.filter { [.parameter, .gradient, .update].contains($0.meaning.role) }
        let listed = others.filter { $0.meaning.role != .gradient } + others
        var keys: [LayerKey] = []
        for tag in listed where !keys.contains(tag.key) { keys.append(tag.key) }
        let known = keys.compactMap { key in positions.first { $0.key.matches(key) }?.position }
        let isReversed =
            known.count > 1 ? Self.isFalling(known) : Self.isFalling(keys.compactMap(\.number))
        if isReversed { keys.reverse() }
        guard positions.isEmpty else {
            // Between those that are known: behind the one before it.
            var before = (positions.map(\.position).min() ?? 0) - 1
            for (index, key) in keys.enumerated() {
                if let position = position(of: key) {
                    before = position
                } else {
                    before += 1 / Double(keys.count - index + 2)
                    add(key, before)
                }
            }
            return
        }
        guard !keys.isEmpty else { return }
        source = .parameters
        for (index, key) in keys.enumerated() { add(key, Double(index)) }
    }

    private static func isFalling(_ numbers: [Double]) -> Bool {
        guard numbers.count > 1 else { return false }
        let pairs = zip(numbers, numbers.dropFirst())
        let falls = pairs.filter { $0 > $1 }.count
        return falls > pairs.filter { $0 < $1 }.count
    }
}

extension LayerKey {
    /// The number in the name that tells layers apart.
    fileprivate var number: Double? {
        for part in parts.reversed() {
            let digits = part.drop { !$0.isNumber }
            if let number = Double(digits) { return number }
        }
        return nil
    }
}
