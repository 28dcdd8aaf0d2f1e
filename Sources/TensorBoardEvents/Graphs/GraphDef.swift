/// A graph of operations as stored on the wire.
///
/// The corresponding protobuf message is `tensorboard.GraphDef` (TensorBoard's
/// `compat/proto/graph.proto`); functions are omitted.
///
/// ```swift
/// let graph = GraphDef(nodes: [
///     .init(name: "x", op: "Placeholder"),
///     .init(name: "layer/y", op: "Relu", inputs: ["x"]),
/// ])
/// let event = Event(wallTime: 1e9, what: .graphDef(graph.encoded()))
/// ```
public struct GraphDef: Hashable, Sendable {
    /// The nodes.
    public var nodes: [Node]
    /// The version of TensorFlow's graph format.
    public var producer: Int32

    /// Creates a graph, in the version of the format that other writers use.
    public init(nodes: [Node] = [], producer: Int32 = 22) {
        self.nodes = nodes
        self.producer = producer
    }

    /// One operation.
    public struct Node: Hashable, Sendable {
        /// The name; slashes in it form the scopes that TensorBoard collapses.
        public var name: String
        /// The operation, such as `MatMul`.
        public var op: String
        /// The inputs: `node` is a node's first output, `node:1` its second, `^node` runs before.
        public var inputs: [String]
        /// The device; TensorBoard colors nodes by it.
        public var device: String
        /// The attributes.
        public var attributes: [String: Attribute]

        /// Creates a node.
        public init(
            name: String,
            op: String,
            inputs: [String] = [],
            device: String = "",
            attributes: [String: Attribute] = [:]
        ) {
            self.name = name
            self.op = op
            self.inputs = inputs
            self.device = device
            self.attributes = attributes
        }
    }

    /// The value of an attribute.
    public enum Attribute: Hashable, Sendable {
        /// A text.
        case string(String)
        /// A whole number.
        case int(Int64)
        /// A number.
        case float(Float)
        /// True or false.
        case bool(Bool)
        /// An element type.
        case type(DataType)
        /// The dimensions of a tensor.
        case shape(TensorShape)
        /// A tensor, such as a constant's.
        case tensor(TensorProto)
        /// Several strings.
        case strings([String])
        /// Several integers.
        case ints([Int64])
        /// Several floating-point numbers.
        case floats([Float])
        /// Several element types.
        case types([DataType])
        /// The dimensions of several tensors.
        case shapes([TensorShape])

        /// Whether two values have the same bytes, so that NaN equals itself.
        public static func == (left: Self, right: Self) -> Bool {
            left.encoded() == right.encoded()
        }

        /// Feeds the value's bytes to a hasher.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(encoded())
        }
    }
}

extension GraphDef.Attribute: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A text.
    public init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension GraphDef.Attribute: ExpressibleByIntegerLiteral {
    /// A whole number.
    public init(integerLiteral value: Int64) {
        self = .int(value)
    }
}

extension GraphDef.Attribute: ExpressibleByFloatLiteral {
    /// A number.
    public init(floatLiteral value: Float) {
        self = .float(value)
    }
}

extension GraphDef.Attribute: ExpressibleByBooleanLiteral {
    /// True or false.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}
