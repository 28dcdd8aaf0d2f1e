internal import TensorBoardEvents

/// What a run remembers of its dumps; guarded by the queue's gate.
struct DumpState {
    private var tags: [String: DumpTags] = [:]
    /// The layers in the order in which their inputs or outputs were first dumped, from 1 on.
    private var layerOrders: [String: Int] = [:]

    /// The tags of a dump.
    mutating func tags(of name: String) -> DumpTags {
        if let known = tags[name] { return known }
        let new = DumpTags(name: name)
        tags[name] = new
        return new
    }

    /// The layer's place in the order; nil where only parameters or gradients were dumped so far.
    mutating func order(of layer: String, role: DumpRole) -> Int? {
        if let order = layerOrders[layer] { return order }
        guard role == .input || role == .output else { return nil }
        layerOrders[layer] = layerOrders.count + 1
        return layerOrders.count
    }
}
