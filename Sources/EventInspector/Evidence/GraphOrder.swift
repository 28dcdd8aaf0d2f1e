internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// The order of computation in a network's graph, and each node's operation.
///
/// PyTorch's graphs name scopes `Net/Linear[fc1]`, TensorFlow's `fc1/MatMul`.
struct GraphOrder {
    /// One node.
    struct Node {
        var name: String
        var op: String
        var inputs: [String]
    }

    /// In an order in which they can be computed.
    private(set) var nodes: [Node] = []

    /// Reads a serialized `GraphDef`; `nil` if it has no nodes.
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
        return Node(name: name, op: op, inputs: inputs)
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

/// The places of a run's layers in its graph, and their operations.
struct GraphLayers {
    /// The position of the first node inside each layer; `nil` if there is none.
    private(set) var positions: [Int?]
    /// Each layer's operation: that of the last node inside it that is known to be delicate.
    private(set) var operations: [TensorOperation?]

    /// Finds the layers in the names of the nodes, in one pass.
    init(_ graph: GraphOrder, _ layers: LayerIndex) {
        positions = Array(repeating: nil, count: layers.keys.count)
        operations = Array(repeating: nil, count: layers.keys.count)
        let partCounts = Set(layers.keys.map { Self.partCount($0.text) }).filter {
            $0 > 0 && $0 <= Self.depth
        }.sorted()
        guard let longest = partCounts.last else { return }
        for (position, node) in graph.nodes.enumerated() {
            // The attribute names that PyTorch puts in brackets are parts like others.
            let parts = LayerKey(node.name).text.split(separator: "/").suffix(Self.depth)
            let operation = TensorOperation(graphOp: node.op)
            for start in parts.indices {
                for count in partCounts where count <= min(longest, parts.endIndex - start) {
                    layers.work.add(1)
                    let name = parts[start..<start + count].joined(separator: "/")
                    guard let layer = layers.number(ofText: name) else { continue }
                    take(layer, position, operation)
                }
            }
        }
    }

    private mutating func take(_ layer: Int, _ position: Int, _ operation: TensorOperation?) {
        if positions[layer] == nil { positions[layer] = position }
        guard let operation else { return }
        if operations[layer] == nil || operation != .linear { operations[layer] = operation }
    }

    private static func partCount(_ text: String) -> Int {
        text.isEmpty ? 0 : text.utf8.count { $0 == LayerKey.separator } + 1
    }

    /// The most parts of a name that are used; no module is nested this deeply.
    private static let depth = 32
}
