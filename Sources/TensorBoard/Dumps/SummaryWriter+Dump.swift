internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs what there is to know about a tensor of the training step, all in one event.
    ///
    /// Of `fc1/output` that is, as far as `policy` says: its numbers as `fc1/output/digest` and its
    /// elements as `fc1/output/tensor`, which `tfevents` reads; and for TensorBoard a histogram of
    /// the finite elements under the name itself, `fc1/output/image` where it has the shape of one,
    /// and the scalars `fc1/output/non_finite` (how many elements are NaN or infinite) and
    /// `fc1/output/max_abs` (the largest finite magnitude).
    ///
    /// ```swift
    /// writer.dump("fc1/output", activations.shaped(32, 64), role: .output, step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - name: What to call it.
    ///   - tensor: Any shape, any type but strings.
    ///   - role: What it is to its layer.
    ///   - step: The training step.
    ///   - layer: The layer; by default the name without its last component where that says the
    ///     role (`output`, `grad`, `weight`, …), else the whole name.
    ///   - operation: What the layer computes, in lower case: `linear`, `log`, `softmax`, ….
    ///   - wallTime: Seconds since 1970, UTC; now where it is nil.
    ///   - policy: What to write, and when; ``Options/dumpPolicy`` where it is nil.
    public func dump(
        _ name: String,
        _ tensor: some TensorSource,
        role: DumpRole,
        step: Int,
        layer: String? = nil,
        operation: String? = nil,
        wallTime: Double? = nil,
        policy: DumpPolicy? = nil
    ) {
        let given = name
        let name = name.isEmpty ? TagWarnings.nameForEmptyTag : name
        if given.isEmpty {
            warn(.emptyTag, name, step: step, "the name is empty; it was dumped as \"\(name)\"")
        }
        let time = finiteTime(wallTime, name, step: step)
        tensor.withTensorBytes { bytes in
            let (dtype, shape) = (tensor.tensorDType, tensor.tensorShape)
            if let problem = tensor.mismatch(byteCount: bytes.count) {
                return warn(.invalidValue, name, step: step, problem)
            }
            guard let digest = DumpDigest(measuring: bytes, dtype, shape: shape) else {
                let problem = "elements of \(dtype) are no numbers; convert the tensor"
                return warn(.invalidValue, name, step: step, problem)
            }
            let (tags, order) = queue.gate.withLock {
                let tags = log.state.pointee.dumps.tags(of: name)
                let layer = layer ?? tags.layer
                return (tags, log.state.pointee.dumps.order(of: layer, role: role))
            }
            let dump = MeasuredDump(
                tags: tags,
                role: role,
                layer: layer ?? tags.layer,
                layerOrder: order,
                operation: operation ?? "",
                step: step,
                wallTime: time,
                digest: digest
            )
            let parts = (policy ?? DumpPolicy()).parts(of: digest)
            write(dump, parts, bytes)
        }
    }
}
