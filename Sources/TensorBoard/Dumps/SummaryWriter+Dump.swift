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
        let request = DumpRequest(
            name: name,
            role: role,
            step: step,
            layer: layer,
            operation: operation,
            wallTime: wallTime
        )
        _ = dump(request, tensor, policy ?? dumpPolicy, byteLimit: nil)
    }

    /// What is written of a dump that does not say.
    var dumpPolicy: DumpPolicy {
        let options = queue.options
        return options.dumpPolicy
            ?? (options.flightRecorder == nil ? DumpPolicy() : .whenNotFinite)
    }

    /// Dumps a tensor.
    ///
    /// - Parameters:
    ///   - request: What it is called, and what it is.
    ///   - tensor: The tensor.
    ///   - policy: What to write.
    ///   - byteLimit: How much may be written of a tensor that is finite.
    /// - Returns: What was written, and what was not since it would have been too much.
    func dump(
        _ request: DumpRequest,
        _ tensor: some TensorSource,
        _ policy: DumpPolicy,
        byteLimit: Int?
    ) -> (byteCount: Int, leftOut: DumpParts) {
        tensor.withTensorBytes { bytes in
            guard let dump = measure(request, tensor, bytes) else { return (0, []) }
            let isFinite = dump.digest.nonFiniteCount == 0
            let wanted = policy.parts(of: dump.digest)
            var parts = wanted
            if let byteLimit, isFinite { parts = dump.parts(parts, fitting: byteLimit) }
            let leftOut = wanted.subtracting(parts)
            if queue.options.flightRecorder != nil {
                let unwritten = DumpParts.recorded.subtracting(parts)
                if isFinite {
                    keep(dump, unwritten, bytes)
                } else {
                    writeFlightRecorder(
                        reason: "\(dump.tags.name) is not finite",
                        step: request.step
                    )
                    parts.formUnion(unwritten)
                }
                waitForRecorder()
            }
            let byteCount = write(dump, parts, bytes)
            if !isFinite { notice(NonFiniteEvent(dump)) }
            return (byteCount, leftOut)
        }
    }

    /// Measures a tensor; nil where it cannot be what it says.
    private func measure(
        _ request: DumpRequest,
        _ tensor: some TensorSource,
        _ bytes: UnsafeRawBufferPointer
    ) -> MeasuredDump? {
        let (step, isNamed) = (request.step, !request.name.isEmpty)
        let name = isNamed ? request.name : TagWarnings.nameForEmptyTag
        if !isNamed {
            warn(.emptyTag, name, step: step, "the name is empty; it was dumped as \"\(name)\"")
        }
        let (dtype, shape) = (tensor.tensorDType, tensor.tensorShape)
        if let problem = tensor.mismatch(byteCount: bytes.count) {
            warn(.invalidValue, name, step: step, problem)
            return nil
        }
        guard let digest = DumpDigest(measuring: bytes, dtype, shape: shape) else {
            let problem = "elements of \(dtype) are no numbers; convert the tensor"
            warn(.invalidValue, name, step: step, problem)
            return nil
        }
        let (tags, order) = queue.withGate { held in
            held.withDumps(of: log) { dumps in
                let tags = dumps.tags(of: name)
                let layer = request.layer ?? tags.layer
                return (tags, dumps.order(of: layer, role: request.role))
            }
        }
        return MeasuredDump(
            tags: tags,
            role: request.role,
            layer: request.layer ?? tags.layer,
            layerOrder: order,
            operation: request.operation ?? "",
            step: step,
            wallTime: finiteTime(request.wallTime, name, step: step),
            digest: digest
        )
    }
}

/// What is said about a tensor that is dumped.
struct DumpRequest {
    var name: String
    var role: DumpRole
    var step: Int
    var layer: String?
    var operation: String?
    var wallTime: Double?
}

extension NonFiniteEvent {
    fileprivate init(_ dump: MeasuredDump) {
        let digest = dump.digest
        self.init(
            tag: dump.tags.name,
            step: dump.step,
            dtype: digest.dtype,
            shape: digest.shape,
            elementCount: digest.elementCount,
            nanCount: digest.nanCount,
            positiveInfinityCount: digest.positiveInfinityCount,
            negativeInfinityCount: digest.negativeInfinityCount,
            firstFlatIndex: digest.firstNonFiniteIndex ?? 0,
            role: dump.role
        )
    }
}
