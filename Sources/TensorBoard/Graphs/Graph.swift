/// A graph that is built node by node.
///
/// ```swift
/// var graph = Graph()
/// let x = graph.add("x", op: "Placeholder", dtype: .float, shapes: [[-1, 784]])
/// let y = graph.scope("dense") { graph in
///     let weights = graph.add("weights", op: "Variable", shapes: [[784, 10]])
///     return graph.add("matmul", op: "MatMul", inputs: [x, weights], shapes: [[-1, 10]])
/// }
/// graph.add("loss", op: "CrossEntropy", inputs: [y, "labels"])
/// ```
///
/// Names follow TensorFlow's rule, letters, digits and `_ . - > /` of ASCII: other characters
/// become `_`, and a second node of the same name gets a number. Inputs that name no node are left
/// out, since there is nothing to draw them from. `addGraph` warns about each of these.
public struct Graph: Sendable {
    private var nodes: [Node] = []
    private var scopes: [String] = []
    /// How many nodes were given the same name.
    private var claims: [String: Int] = [:]
    /// The changes that were made, in words.
    private var problems: [String] = []

    private struct Node {
        var definition: GraphDef.Node
        var inputs: [Output]
    }

    /// Creates a graph without nodes.
    public init() {}

    /// The number of nodes.
    public var nodeCount: Int { nodes.count }

    /// Adds a node.
    ///
    /// - Parameters:
    ///   - name: The name within the scope; slashes in it make further scopes.
    ///   - op: The node's operation, such as `MatMul`. TensorBoard draws `Const` within the nodes
    ///     that read it.
    ///   - inputs: Outputs of other nodes; of nodes that are added later, by name.
    ///   - device: Its device, such as `/device:GPU:0`; empty if not known.
    ///   - dtype: The element type, shown as attribute `dtype`.
    ///   - shapes: The shape of each output, shown at the edges; -1 for unknown sizes.
    ///   - attributes: Other attributes to show.
    /// - Returns: The node's first output.
    @discardableResult
    public mutating func add(
        _ name: String,
        op: String,
        inputs: [Output] = [],
        device: String = "",
        dtype: DataType? = nil,
        shapes: [[Int]] = [],
        attributes: [String: GraphDef.Attribute] = [:]
    ) -> Output {
        var attributes = attributes
        if let dtype { attributes["dtype"] = .type(dtype) }
        if !shapes.isEmpty {
            attributes["_output_shapes"] = .shapes(shapes.map { TensorShape($0.map(Int64.init)) })
        }
        let node = GraphDef.Node(
            name: claim(name, op: op),
            op: op,
            device: device,
            attributes: attributes
        )
        nodes.append(Node(definition: node, inputs: inputs))
        return Output(node: node.name)
    }

    /// Adds nodes within a scope, which TensorBoard shows as one box that can be expanded.
    ///
    /// An existing scope is continued.
    ///
    /// - Parameters:
    ///   - name: The scope's name within the one around it.
    ///   - body: Adds nodes to the graph that it is given.
    /// - Returns: The result of `body`.
    @discardableResult
    public mutating func scope<Result>(
        _ name: String,
        _ body: (inout Graph) throws -> Result
    ) rethrows -> Result {
        scopes.append(name)
        defer { scopes.removeLast() }
        return try body(&self)
    }

    /// A name that no other node has.
    private mutating func claim(_ name: String, op: String) -> String {
        let given = (scopes + [name]).joined(separator: "/")
        var valid = GraphNodeName.valid(
            (scopes + [name.isEmpty ? op : name]).joined(separator: "/")
        )
        if valid.isEmpty { valid = "node" }
        var unique = valid
        while claims[unique] != nil {
            unique = valid + "_\(claims[valid, default: 1])"
            claims[valid, default: 1] += 1
        }
        claims[unique] = 1
        if unique != given { problems.append("node \(given) is named \(unique)") }
        return unique
    }
}

extension Graph {
    /// The graph as it is written.
    public var definition: GraphDef { resolved.definition }

    /// The graph as it is written, and the changes that this required.
    var resolved: (definition: GraphDef, problems: [String]) {
        var problems = problems
        let names = Set(nodes.map(\.definition.name))
        let resolved = nodes.map { node in
            var definition = node.definition
            let inputs = node.inputs.filter { input in
                let isKnown = names.contains(input.node)
                if !isKnown {
                    problems.append("\(definition.name) reads \(input), which is no node")
                }
                return isKnown
            }
            // TensorFlow requires inputs without data to be last.
            definition.inputs = (inputs.filter { !$0.isControl } + inputs.filter(\.isControl))
                .map(\.description)
            return definition
        }
        return (GraphDef(nodes: resolved), problems)
    }
}
