/// What one execution of a graph cost, node by node.
///
/// The corresponding protobuf message is `tensorboard.RunMetadata` (TensorBoard's
/// `compat/proto/config.proto` and `compat/proto/step_stats.proto`), as far as the graph dashboard
/// shows it.
///
/// ```swift
/// let cost = RunMetadata.Node(name: "layer/y", startMicros: 1, durationMicros: 250, bytes: 4_096)
/// let metadata = RunMetadata(devices: [.init(name: "/device:GPU:0", nodes: [cost])])
/// ```
public struct RunMetadata: Hashable, Sendable {
    /// The cost by device.
    public var devices: [Device]

    /// Makes the profile of one execution.
    public init(devices: [Device] = []) {
        self.devices = devices
    }

    /// What ran on one device.
    public struct Device: Hashable, Sendable {
        /// The name, such as `/device:GPU:0`; TensorBoard colors nodes by it.
        public var name: String
        /// The nodes that ran on it.
        public var nodes: [Node]

        /// Makes the profile of one device.
        public init(name: String, nodes: [Node] = []) {
            self.name = name
            self.nodes = nodes
        }
    }

    /// What one execution of one node cost.
    public struct Node: Hashable, Sendable {
        /// The node's name in the graph.
        public var name: String
        /// When it began, in microseconds since any moment; since 1970 in TensorFlow's.
        public var startMicros: Int64
        /// How long it took, in microseconds.
        public var durationMicros: Int64
        /// The memory that it took, in bytes.
        public var bytes: Int64
        /// The most memory that it held at once, in bytes.
        public var peakBytes: Int64
        /// Where it took the memory from.
        public var allocator: String
        /// The tensors that it made.
        public var outputs: [Output]
        /// The thread that it ran on.
        public var threadID: UInt32

        /// Makes the cost of one node.
        public init(
            name: String,
            startMicros: Int64,
            durationMicros: Int64,
            bytes: Int64 = 0,
            peakBytes: Int64 = 0,
            allocator: String = "",
            outputs: [Output] = [],
            threadID: UInt32 = 0
        ) {
            self.name = name
            self.startMicros = startMicros
            self.durationMicros = durationMicros
            self.bytes = bytes
            self.peakBytes = peakBytes
            self.allocator = allocator
            self.outputs = outputs
            self.threadID = threadID
        }
    }

    /// A tensor that a node made, without its elements.
    public struct Output: Hashable, Sendable {
        /// The element type.
        public var dtype: DataType
        /// The dimensions.
        public var shape: TensorShape

        /// Makes the description of a tensor.
        public init(dtype: DataType = .float, shape: TensorShape) {
            self.dtype = dtype
            self.shape = shape
        }
    }
}
