extension SummaryWriter {
    /// Logs a graph, shown in the graph dashboard; a run's last graph counts.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_graph`, which traces a model; here the graph is
    /// built by hand.
    ///
    /// ```swift
    /// var graph = Graph()
    /// let x = graph.add("x", op: "Placeholder", shapes: [[-1, 784]])
    /// graph.scope("dense") { $0.add("relu", op: "Relu", inputs: [x]) }
    /// writer.addGraph(graph)
    /// ```
    ///
    /// - Parameters:
    ///   - graph: The graph.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    public func addGraph(_ graph: Graph, wallTime: Double? = nil) {
        let (definition, problems) = graph.resolved
        if !problems.isEmpty {
            let rest = problems.count > 5 ? "; and \(problems.count - 5) more" : ""
            let message = problems.prefix(5).joined(separator: "; ") + rest
            warn(.invalidValue, Self.graphTag, step: 0, message)
        }
        addGraph(definition, wallTime: wallTime)
    }

    /// Logs a graph unchanged.
    ///
    /// ```swift
    /// writer.addGraph(GraphDef(nodes: [.init(name: "x", op: "Placeholder")]))
    /// ```
    ///
    /// - Parameters:
    ///   - graph: The graph, whose names are written unchecked.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    public func addGraph(_ graph: GraphDef, wallTime: Double? = nil) {
        guard !graph.nodes.isEmpty else {
            let message = "the graph has no nodes, which TensorBoard shows as an error; add one"
            return warn(.invalidValue, Self.graphTag, step: 0, message)
        }
        add(.graphDef(graph.encoded()), step: 0, wallTime: wallTime)
    }

    /// The name under which TensorBoard keeps graphs.
    private static let graphTag = "__run_graph__"

    /// Logs what one execution of the graph cost: nodes are colored by device, time or memory.
    ///
    /// Equivalent to `add_run_metadata` of TensorFlow 1's `FileWriter`.
    ///
    /// ```swift
    /// let cost = RunMetadata.Node(name: "dense/relu", startMicros: 1, durationMicros: 250)
    /// let metadata = RunMetadata(devices: [.init(name: "/device:CPU:0", nodes: [cost])])
    /// writer.addRunMetadata("step 100", metadata, step: 100)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name by which it is chosen; no summary may have the same.
    ///   - metadata: The cost of the graph's nodes, by name.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    public func addRunMetadata(
        _ tag: String,
        _ metadata: RunMetadata,
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        let step = Int(clamping: step)
        let (shown, problems) = metadata.showable
        if !problems.isEmpty {
            warn(.invalidValue, tag, step: step, problems.joined(separator: "; "))
        }
        if tag.isEmpty { warn(.emptyTag, tag, step: step, "a tag is empty; name what is logged") }
        let tagged = TaggedRunMetadata(
            tag: tag.isEmpty ? "untagged" : tag,
            runMetadata: shown.encoded()
        )
        add(.taggedRunMetadata(tagged), step: step, wallTime: wallTime)
    }
}

extension RunMetadata {
    /// The profile in a form that TensorBoard can add up, and the changes that this required.
    var showable: (metadata: RunMetadata, problems: [String]) {
        var (shown, negatives) = (self, 0)
        for device in devices.indices {
            for index in devices[device].nodes.indices {
                var node = devices[device].nodes[index]
                // The page treats a time of 0, which is not written, as missing and gets NaN.
                node.startMicros = max(1, node.startMicros)
                if min(node.durationMicros, node.bytes, node.peakBytes) < 0 { negatives += 1 }
                node.durationMicros = max(0, node.durationMicros)
                node.bytes = max(0, node.bytes)
                node.peakBytes = max(0, node.peakBytes)
                shown.devices[device].nodes[index] = node
            }
        }
        let problem = "\(negatives) nodes have negative time or memory, which counts as 0"
        return (shown, negatives > 0 ? [problem] : [])
    }
}
