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
