internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs a tensor of the training step and its statistics, all in one event.
    ///
    /// For `fc1/output`, and as far as `policy` says, these are: its statistics as
    /// `fc1/output/digest` and its elements as `fc1/output/tensor`, which `tfevents` reads; and for
    /// TensorBoard a histogram of the finite elements under the name itself, `fc1/output/image` if
    /// it has the shape of one, and the scalars `fc1/output/non_finite` (the number of elements
    /// that are NaN or infinite) and `fc1/output/max_abs` (the largest finite magnitude).
    ///
    /// ```swift
    /// writer.dump("fc1/output", activations.shaped(32, 64), role: .output, step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - tensor: Any shape, any type but strings.
    ///   - role: Its role in its layer.
    ///   - step: The training step.
    ///   - layer: The layer; by default the name without its last component if that states the role
    ///     (`output`, `grad`, `weight`, …), else the whole name.
    ///   - operation: What the layer computes, in lower case: `linear`, `log`, `softmax`, ….
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    ///   - policy: What to write, and when; ``Options/dumpPolicy`` if `nil`.
    public func dump(
        _ name: String,
        _ tensor: some TensorSource,
        role: DumpRole,
        step: some BinaryInteger,
        layer: String? = nil,
        operation: String? = nil,
        wallTime: Double? = nil,
        policy: DumpPolicy? = nil
    ) {
        let step = Int(clamping: step)
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

    /// The parts that a dump writes if it states no policy.
    var dumpPolicy: DumpPolicy {
        let options = queue.options
        return options.dumpPolicy
            ?? (options.flightRecorder == nil ? DumpPolicy() : .whenNotFinite)
    }

    /// Dumps a tensor.
    ///
    /// - Parameters:
    ///   - request: Its name and its role.
    ///   - tensor: The tensor.
    ///   - policy: What to write.
    ///   - byteLimit: The most bytes to write for a finite tensor.
    /// - Returns: What was written, and what was left out because of the limit.
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

    /// Measures a tensor; `nil` if its bytes contradict its shape and type.
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
            let problem = "\(dtype) elements are not numeric; convert the tensor"
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

/// What the caller says about a dumped tensor.
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
