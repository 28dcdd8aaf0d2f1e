/// The cost of one execution of a graph, node by node.
///
/// The corresponding protobuf message is `tensorboard.RunMetadata` (TensorBoard's
/// `compat/proto/config.proto` and `compat/proto/step_stats.proto`), reduced to the fields that the
/// graph dashboard displays.
///
/// ```swift
/// let cost = RunMetadata.Node(name: "layer/y", startMicros: 1, durationMicros: 250, bytes: 4_096)
/// let metadata = RunMetadata(devices: [.init(name: "/device:GPU:0", nodes: [cost])])
/// ```
public struct RunMetadata: Hashable, Sendable {
    /// The cost by device.
    public var devices: [Device]

    /// Creates the profile of one execution.
    public init(devices: [Device] = []) {
        self.devices = devices
    }

    /// The nodes that ran on one device.
    public struct Device: Hashable, Sendable {
        /// The name, such as `/device:GPU:0`; TensorBoard colors nodes by it.
        public var name: String
        /// The nodes.
        public var nodes: [Node]

        /// Creates the profile of one device.
        public init(name: String, nodes: [Node] = []) {
            self.name = name
            self.nodes = nodes
        }
    }

    /// The cost of one execution of one node.
    public struct Node: Hashable, Sendable {
        /// The node's name in the graph.
        public var name: String
        /// The start in microseconds since any reference point; TensorFlow counts from 1970.
        public var startMicros: Int64
        /// The duration in microseconds.
        public var durationMicros: Int64
        /// The allocated memory in bytes.
        public var bytes: Int64
        /// The peak memory in bytes.
        public var peakBytes: Int64
        /// The name of the allocator.
        public var allocator: String
        /// The output tensors.
        public var outputs: [Output]
        /// The ID of the thread.
        public var threadID: UInt32

        /// Creates the cost of one node.
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

    /// A node's output tensor, without its elements.
    public struct Output: Hashable, Sendable {
        /// The element type.
        public var dtype: DataType
        /// The dimensions.
        public var shape: TensorShape

        /// Creates the description of a tensor.
        public init(dtype: DataType = .float, shape: TensorShape) {
            self.dtype = dtype
            self.shape = shape
        }
    }
}
