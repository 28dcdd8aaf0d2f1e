internal import TagRoles

// The order of tensors in the forward pass.
extension OriginAnalysis {
    /// Tags of the forward pass, those among them whose names do not tell but whose layer does.
    func forwardTags(_ indices: [Int]) -> [Int] {
        indices.filter { index in
            let tag = evidence.tags[index]
            if tag.meaning.role.isForward { return true }
            guard tag.meaning.role == .unknown, !tag.isScalar else { return false }
            return tag.meaning.operation != nil
                || evidence.tags.contains {
                    [.parameter, .gradient].contains($0.meaning.role) && $0.key.matches(tag.key)
                }
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

    /// What goes into the layer of a tag, the surest first: its own input, what comes before it.
    func feeds(of index: Int) -> [Int] {
        let tag = evidence.tags[index]
        var feeds: [Int] = []
        if tag.meaning.role != .input {
            feeds += indices {
                $0.meaning.role == .input && $0.key == tag.key
                    && $0.meaning.statistic != .nonFiniteCount
            }
        }
        if let start = position(index) {
            let before = indices {
                ($0.meaning.role == .output) && $0.at != nil && $0.key != tag.key
            }.filter { (position($0) ?? .infinity) < start }
            if let last = before.max(by: isEarlier) {
                let key = evidence.tags[last].key
                feeds += before.filter { evidence.tags[$0].key == key }
            } else {
                feeds += indices { $0.meaning.role == .data && $0.at != nil }
            }
        }
        // Whole tensors tell more than what was computed of them, and counts of NaNs nothing.
        return feeds.filter { evidence.tags[$0].meaning.statistic != .nonFiniteCount }
            .sorted { rank($0) < rank($1) }
    }
}
