internal import TagRoles

// The order of tensors in the forward pass.
extension OriginAnalysis {
    /// Tags of the forward pass, including those that only their layer identifies.
    func forwardTags(_ indices: [Int]) -> [Int] {
        let trained = layers.matching(
            self.indices { [.parameter, .gradient].contains($0.meaning.role) }.map(layer)
        )
        return indices.filter { index in
            let tag = evidence.tags[index]
            if tag.meaning.role.isForward { return true }
            guard tag.meaning.role == .unknown, !tag.isScalar else { return false }
            return tag.meaning.operation != nil || trained[layer(index)]
        }
    }

    /// Whether the first tag's layer comes before the second's in the forward pass.
    func isEarlier(_ left: Int, _ right: Int) -> Bool {
        switch (position(left), position(right)) {
        case (let a?, let b?): a == b ? order(of: left) < order(of: right) : a < b
        case (nil, nil): order(of: left) < order(of: right)
        case (_?, nil): true
        case (nil, _?): false
        }
    }

    /// Whether a tag can only have been computed after another one, or from the same tensor.
    func isComputed(_ index: Int, after other: Int) -> Bool {
        let (role, origin) = (evidence.tags[index].meaning.role, evidence.tags[other].meaning.role)
        guard let stage = role.stage, let limit = origin.stage else { return false }
        guard stage == limit, stage == TagRole.output.stage else { return stage > limit }
        guard order.source != .alphabet else { return false }
        if layer(index) == layer(other), role == origin { return true }
        guard let place = position(index), let end = position(other) else { return false }
        return place > end
    }

    func order(of index: Int) -> Int { evidence.tags[index].at?.order ?? .max }

    /// The inputs of a tag's layer, the most certain first: its own input, then what comes before
    /// it.
    func feeds(of index: Int) -> [Int] {
        feedIndex.feeds(
            ofLayer: layer(index),
            at: position(index),
            isInput: evidence.tags[index].meaning.role == .input
        )
    }
}

extension TagRole {
    /// When a step computes values of the role; nil if that is not known.
    fileprivate var stage: Int? {
        switch self {
        case .data: 0
        case .input, .output, .buffer: 1
        case .loss: 2
        case .gradient: 3
        case .update, .optimizerState: 4
        default: nil
        }
    }
}
