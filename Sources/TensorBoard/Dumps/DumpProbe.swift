internal import TensorBoardEvents

/// Dumps the inputs and outputs of a network's layers at intervals, within a budget.
///
/// Create one with ``SummaryWriter/probe(every:include:exclude:stepByteLimit:policy:)``, and wrap
/// each layer's call:
///
/// ```swift
/// let probe = writer.probe(every: 50, exclude: ["embedding/*"])
/// let hidden = probe.layer("fc1", operation: "linear", input: input, step: step) { fc1($0) }
/// probe.gradient("fc1", gradients, step: step)
/// ```
///
/// At the steps in between, a tensor is only checked for non-finite elements, which costs little
/// more than reading it. One that has any is dumped at any step, whatever the budget. With a
/// ``FlightRecorder``, every step is kept there.
public final class DumpProbe: Sendable {
    private let writer: SummaryWriter
    private let interval: Int
    private let include: [Glob]
    private let exclude: [Glob]
    private let stepByteLimit: Int?
    private let policy: DumpPolicy
    // Guarded by the queue's gate, which a forked process can reinitialize.
    nonisolated(unsafe) private let budget: UnsafeMutablePointer<Budget>

    private struct Budget {
        var step: Int?
        var spentByteCount = 0
        var hasTold = false
    }

    init(
        _ writer: SummaryWriter,
        interval: Int,
        include: [String],
        exclude: [String],
        stepByteLimit: Int?,
        policy: DumpPolicy
    ) {
        self.writer = writer
        self.interval = interval
        self.include = include.map { Glob($0) }
        self.exclude = exclude.map { Glob($0) }
        self.stepByteLimit = stepByteLimit
        self.policy = policy
        budget = .allocate(capacity: 1)
        budget.initialize(to: Budget())
    }

    deinit {
        budget.deinitialize(count: 1)
        budget.deallocate()
    }

    /// Calls a layer, and dumps its input as `<name>/input` and its output as `<name>/output`.
    ///
    /// - Parameters:
    ///   - name: The layer.
    ///   - operation: The layer's operation, in lower case: `linear`, `log`, `softmax`, ….
    ///   - input: The layer's input.
    ///   - step: The training step.
    ///   - body: The layer.
    /// - Returns: The layer's output.
    /// - Throws: The error of `body`; the input is dumped nevertheless.
    public func layer<Input: TensorSource, Output: TensorSource>(
        _ name: String,
        operation: String? = nil,
        input: Input,
        step: some BinaryInteger,
        _ body: (Input) throws -> Output
    ) rethrows -> Output {
        let step = Int(clamping: step)
        let (layer, start) = (name, name + "/")
        dump(start + "input", input, role: .input, step: step, layer: layer, operation: operation)
        let output = try body(input)
        dump(
            start + "output",
            output,
            role: .output,
            step: step,
            layer: layer,
            operation: operation
        )
        return output
    }

    /// Dumps a layer's gradient as `<name>/gradient`.
    ///
    /// - Parameters:
    ///   - name: The layer.
    ///   - gradient: The derivative of the loss, with respect to the caller's choice.
    ///   - step: The training step.
    public func gradient(_ name: String, _ gradient: some TensorSource, step: some BinaryInteger) {
        let step = Int(clamping: step)
        dump(name + "/gradient", gradient, role: .gradient, step: step, layer: name)
    }

    /// Dumps any tensor that the probe's rules include.
    ///
    /// - Parameters:
    ///   - name: Its name; the patterns are matched against this.
    ///   - tensor: Any shape, any type but strings.
    ///   - role: Its role in its layer.
    ///   - step: The training step.
    ///   - layer: The layer; by default the name without its last component if that states the
    ///     role, else the whole name.
    ///   - operation: The layer's operation, in lower case.
    public func dump(
        _ name: String,
        _ tensor: some TensorSource,
        role: DumpRole,
        step: some BinaryInteger,
        layer: String? = nil,
        operation: String? = nil
    ) {
        let step = Int(clamping: step)
        guard include.isEmpty || include.contains(where: { $0.matches(name) }),
            !exclude.contains(where: { $0.matches(name) })
        else { return }
        let request = DumpRequest(
            name: name,
            role: role,
            step: step,
            layer: layer,
            operation: operation
        )
        guard isDue(step) else {
            let isRecorded = writer.queue.options.flightRecorder != nil
            guard isRecorded || !tensor.isAllFinite else { return }
            _ = writer.dump(request, tensor, policy.onlyWhereNotFinite, byteLimit: nil)
            return
        }
        let outcome = writer.dump(request, tensor, policy, byteLimit: remainder(at: step))
        spend(outcome.byteCount, at: step)
        if !outcome.leftOut.isEmpty { tell(name, step, outcome.leftOut) }
    }

    /// Steps below zero count as well.
    private func isDue(_ step: Int) -> Bool { interval <= 1 || step % interval == 0 }

    private func remainder(at step: Int) -> Int? {
        guard let stepByteLimit else { return nil }
        return writer.queue.withGate { _ in
            budget.pointee.step == step
                ? stepByteLimit - budget.pointee.spentByteCount : stepByteLimit
        }
    }

    private func spend(_ byteCount: Int, at step: Int) {
        guard stepByteLimit != nil else { return }
        writer.queue.withGate { _ in
            if budget.pointee.step != step {
                budget.pointee.step = step
                budget.pointee.spentByteCount = 0
            }
            budget.pointee.spentByteCount += byteCount
        }
    }

    private func tell(_ name: String, _ step: Int, _ parts: DumpParts) {
        let isNew = writer.queue.withGate { _ in
            defer { budget.pointee.hasTold = true }
            return !budget.pointee.hasTold
        }
        guard isNew, let stepByteLimit else { return }
        let what = parts.contains(.digest) ? "the tensor was" : "its elements were"
        writer.queue.options.onWarning?(
            WriterWarning(
                code: .overBudget,
                tag: name,
                step: step,
                message: "\(what) left out, and others may be, because a step may add at most "
                    + "\(stepByteLimit) bytes; raise stepByteLimit, or exclude tags"
            )
        )
    }
}

extension SummaryWriter {
    /// Creates a probe, which dumps the inputs and outputs of a network's layers.
    ///
    /// ```swift
    /// let probe = writer.probe(every: 50, exclude: ["embedding/*"], stepByteLimit: 1 << 20)
    /// ```
    ///
    /// - Parameters:
    ///   - interval: Multiples of this step are dumped; 1 means all.
    ///   - include: Patterns of names to dump, see ``Glob``: `*` is any text, `?` any character,
    ///     `[a-z]` one of a set; all names if there are none.
    ///   - exclude: Patterns of names neither to dump nor to check.
    ///   - stepByteLimit: The most that one step may add to the file. Beyond it, elements are left
    ///     out first, then whole dumps; never those of tensors that are not finite.
    ///   - policy: What to write, and when; ``Options/dumpPolicy`` if `nil`.
    /// - Returns: The probe, which keeps the writer alive.
    public func probe(
        every interval: Int = 1,
        include: [String] = [],
        exclude: [String] = [],
        stepByteLimit: Int? = nil,
        policy: DumpPolicy? = nil
    ) -> DumpProbe {
        DumpProbe(
            self,
            interval: interval,
            include: include,
            exclude: exclude,
            stepByteLimit: stepByteLimit,
            policy: policy ?? dumpPolicy
        )
    }
}
