internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// The order in which a network's graph computes, and what each node does.
///
/// PyTorch's graphs name scopes `Net/Linear[fc1]`, TensorFlow's `fc1/MatMul`.
struct GraphOrder {
    /// One node.
    struct Node {
        var name: String
        var op: String
        var inputs: [String]
        /// The parts of the name, with the attribute names that PyTorch puts into brackets.
        var key: LayerKey
    }

    /// In the order in which they can be computed.
    private(set) var nodes: [Node] = []

    /// Reads a serialized `GraphDef`; nil when it holds no node.
    init?(_ message: UnsafeRawBufferPointer) {
        var reader = WireReader(message)
        var found: [Node] = []
        while reader.advance(), found.count < Self.maximumNodeCount {
            guard reader.fieldNumber == 1, reader.wireType == .delimited else { continue }
            found.append(Self.node(reader.bytes))
        }
        guard !found.isEmpty else { return nil }
        nodes = Self.sorted(found)
    }

    /// The position of a layer: that of the first node inside it.
    func position(of layer: LayerKey) -> Int? {
        nodes.firstIndex { Self.isInside($0.key, layer) }
    }

    /// What a layer computes: the last node inside it whose operation is known to be delicate.
    func operation(of layer: LayerKey) -> TensorOperation? {
        var found: TensorOperation?
        for node in nodes where Self.isInside(node.key, layer) {
            guard let operation = TensorOperation(graphOp: node.op) else { continue }
            if found == nil || operation != .linear { found = operation }
        }
        return found
    }

    /// Whether the node's name contains the layer's, part by part.
    private static func isInside(_ name: LayerKey, _ layer: LayerKey) -> Bool {
        guard !layer.isEmpty, name.parts.count >= layer.parts.count else { return false }
        for start in 0...(name.parts.count - layer.parts.count)
        where name.parts[start...].starts(with: layer.parts) {
            return true
        }
        return false
    }

    private static func node(_ message: UnsafeRawBufferPointer) -> Node {
        var (name, op) = ("", "")
        var inputs: [String] = []
        var reader = WireReader(message)
        while reader.advance() {
            guard reader.wireType == .delimited else { continue }
            switch reader.fieldNumber {
            case 1: name = EscapedText.text(reader.bytes)
            case 2: op = EscapedText.text(reader.bytes)
            case 3: inputs.append(EscapedText.text(reader.bytes))
            default: continue
            }
        }
        return Node(name: name, op: op, inputs: inputs, key: LayerKey(name))
    }

    /// Kahn's algorithm; nodes of a cycle come last, in the order of the file.
    private static func sorted(_ nodes: [Node]) -> [Node] {
        var index: [String: Int] = [:]
        for (position, node) in nodes.enumerated() { index[node.name] = position }
        var users: [[Int]] = Array(repeating: [], count: nodes.count)
        var missing = Array(repeating: 0, count: nodes.count)
        for (position, node) in nodes.enumerated() {
            for input in node.inputs {
                let name = input.drop { $0 == "^" }.prefix { $0 != ":" }
                guard let source = index[String(name)], source != position else { continue }
                users[source].append(position)
                missing[position] += 1
            }
        }
        var ready = nodes.indices.filter { missing[$0] == 0 }
        var order: [Int] = []
        var next = 0
        while next < ready.count {
            let position = ready[next]
            next += 1
            order.append(position)
            for user in users[position] {
                missing[user] -= 1
                if missing[user] == 0 { ready.append(user) }
            }
        }
        let rest = nodes.indices.filter { missing[$0] > 0 }
        return (order + rest).map { nodes[$0] }
    }

    private static let maximumNodeCount = 200_000
}
