internal import TensorBoardEvents

/// Dumps what a network's layers take and give, now and then, within a budget.
///
/// Make one with ``SummaryWriter/probe(every:include:exclude:stepByteLimit:policy:)``, and wrap each
/// layer's call:
///
/// ```swift
/// let probe = writer.probe(every: 50, exclude: ["embedding/*"])
/// let hidden = probe.layer("fc1", operation: "linear", input: input, step: step) { fc1($0) }
/// probe.gradient("fc1", gradients, step: step)
/// ```
///
/// At the steps between, a tensor is only looked at for elements that are not finite, which costs
/// little more than to read it. One that has some is dumped at any step, whatever the budget. With
/// a ``FlightRecorder``, every step is kept there.
public final class DumpProbe: Sendable {
    private let writer: SummaryWriter
    private let interval: Int
    private let include: [Glob]
    private let exclude: [Glob]
    private let stepByteLimit: Int?
    private let policy: DumpPolicy
    // Guarded by the queue's gate, which forked processes know how to mend.
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
    ///   - operation: What it computes, in lower case: `linear`, `log`, `softmax`, ….
    ///   - input: What goes in.
    ///   - step: The training step.
    ///   - body: The layer.
    /// - Returns: What comes out.
    /// - Throws: What `body` throws; the input is dumped then.
    public func layer<Input: TensorSource, Output: TensorSource>(
        _ name: String,
        operation: String? = nil,
        input: Input,
        step: Int,
        _ body: (Input) throws -> Output
    ) rethrows -> Output {
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
    ///   - gradient: The derivative of the loss, by what is the caller's choice.
    ///   - step: The training step.
    public func gradient(_ name: String, _ gradient: some TensorSource, step: Int) {
        dump(name + "/gradient", gradient, role: .gradient, step: step, layer: name)
    }

    /// Dumps any tensor, as far as the probe's rules let it through.
    ///
    /// - Parameters:
    ///   - name: What to call it; the patterns are compared with this.
    ///   - tensor: Any shape, any type but strings.
    ///   - role: What it is to its layer.
    ///   - step: The training step.
    ///   - layer: The layer; by default the name without its last component where that says the
    ///     role, else the whole name.
    ///   - operation: What the layer computes, in lower case.
    public func dump(
        _ name: String,
        _ tensor: some TensorSource,
        role: DumpRole,
        step: Int,
        layer: String? = nil,
        operation: String? = nil
    ) {
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
                message: "\(what) left out, and others may be, since a step may take "
                    + "\(stepByteLimit) bytes; raise stepByteLimit, or exclude tags"
            )
        )
    }
}

extension SummaryWriter {
    /// Makes a probe, which dumps what a network's layers take and give.
    ///
    /// ```swift
    /// let probe = writer.probe(every: 50, exclude: ["embedding/*"], stepByteLimit: 1 << 20)
    /// ```
    ///
    /// - Parameters:
    ///   - interval: Steps that are multiples of it are dumped; 1 means all.
    ///   - include: Patterns of names to dump, as the tool's `--tag` understands them, see ``Glob``:
    ///     `*` is any text, `?` any character, `[a-z]` one of a set; all names where there are none.
    ///   - exclude: Patterns of names not to dump, nor to look at.
    ///   - stepByteLimit: How much one step may add to the file. When it is spent, elements are left
    ///     out first, then whole dumps; never those of tensors that are not finite.
    ///   - policy: What to write, and when; ``Options/dumpPolicy`` where it is nil.
    /// - Returns: The probe, which keeps the writer.
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
