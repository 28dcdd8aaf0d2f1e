internal import CKernels
internal import TensorBoardEvents

extension SummaryWriter {
    /// Whether this writer, or one that shares its queue, was given a non-finite value.
    ///
    /// ```swift
    /// for step in 0..<1_000 where !writer.hasSeenNonFinite {
    ///     writer.dump("fc1/output", activations, role: .output, step: step)
    /// }
    /// ```
    public var hasSeenNonFinite: Bool {
        queue.withGate { held in held.queue.slots.with(NonFiniteState.self) { $0.wasSeen } }
    }

    /// Applies the policy to a non-finite value.
    func notice(_ event: NonFiniteEvent) {
        let isNew = queue.withGate { held in
            held.queue.slots.with(NonFiniteState.self) { $0.wasSeen = true }
            return held.withDumps(of: log) { $0.noteNonFinite(event.tag) }
        }
        switch queue.options.nonFinitePolicy {
        case .record: break
        case .warn:
            guard isNew else { break }
            let message = "not finite: \(event)"
            queue.options.onWarning?(
                WriterWarning(code: .notFinite, tag: event.tag, step: event.step, message: message)
            )
        case .call(let function):
            guard !DumpContext.isInCall else { break }
            DumpContext.$isInCall.withValue(true) { function(event) }
        }
    }

    /// Applies it to a tensor, whose elements are counted if not all are finite.
    func noticeIfNotFinite(_ tag: String, _ tensor: some TensorSource, step: Int) {
        let event = tensor.withTensorBytes { bytes -> NonFiniteEvent? in
            let dtype = tensor.tensorDType
            guard !FiniteScan.isAllFinite(bytes, dtype) else { return nil }
            let found = FiniteScan.count(bytes, dtype)
            return NonFiniteEvent(
                tag: tag,
                step: step,
                dtype: dtype,
                shape: tensor.tensorShape,
                elementCount: bytes.count / (dtype.byteCount ?? 1),
                nanCount: Int(found.nan),
                positiveInfinityCount: Int(found.positive_infinity),
                negativeInfinityCount: Int(found.negative_infinity),
                firstFlatIndex: found.first ?? 0
            )
        }
        guard let event else { return }
        writeFlightRecorder(reason: "\(tag) is not finite", step: step)
        notice(event)
    }

    /// Handles a scalar that is not finite, or that has a bound.
    @inline(never)
    func notice(_ tag: String, _ value: Float, step: Int) {
        let crossed = queue.withGate { held in
            held.withDumps(of: log) {
                $0.crossedTrigger(tag, value, queue.options.flightRecorder)
            }
        }
        if let crossed {
            let side = crossed.isUpper ? "above" : "below"
            let reason = "\(tag) is \(value), \(side) \(crossed.bound)"
            writeFlightRecorder(reason: reason, step: step)
        }
        guard !value.isFinite else { return }
        writeFlightRecorder(reason: "\(tag) is \(value)", step: step)
        notice(
            NonFiniteEvent(
                tag: tag,
                step: step,
                dtype: .float,
                shape: [],
                elementCount: 1,
                nanCount: value.isNaN ? 1 : 0,
                positiveInfinityCount: value == .infinity ? 1 : 0,
                negativeInfinityCount: value == -.infinity ? 1 : 0,
                firstFlatIndex: 0
            )
        )
    }
}

/// What the current thread is doing.
enum DumpContext {
    /// Whether it is in one of the program's callbacks.
    @TaskLocal static var isInCall = false
    /// Whether it is writing a flight recorder's contents.
    @TaskLocal static var isWritingRecorder = false
}
