internal import TensorBoardEvents

extension SummaryWriter {
    /// Writes the contents of the run's flight recorder that were not written before.
    ///
    /// Dumps are written in order of steps, with the steps and wall times of the original calls,
    /// followed by a text `flight_recorder` that states the reason. Without
    /// ``Options/flightRecorder`` nothing happens. This may wait for the disk if the queue has no
    /// room for everything.
    ///
    /// ```swift
    /// if loss > 100 { writer.writeFlightRecorder(reason: "the loss is \(loss)") }
    /// ```
    ///
    /// - Parameter reason: The reason, in Markdown.
    public func writeFlightRecorder(reason: String) {
        writeFlightRecorder(reason: reason, step: nil)
    }

    /// Keeps in memory the parts of a dump that are not to be written.
    func keep(_ dump: MeasuredDump, _ parts: DumpParts, _ bytes: UnsafeRawBufferPointer) {
        guard let limits = queue.options.flightRecorder else { return }
        let isWhole = bytes.count <= min(limits.tensorByteLimit, limits.byteLimit)
        let keptParts = isWhole ? parts : parts.intersection([.digest, .scalars])
        guard !keptParts.isEmpty else { return }
        let needsElements = isWhole && !parts.isDisjoint(with: [.tensor, .histogram])
        let buffer =
            needsElements
            ? queue.withGate { held in
                held.withDumps(of: log) {
                    $0.recorder.take(bytes.count, for: dump.tags.name, limits: limits)
                }
            } : nil
        // No other thread has the buffer: the gate is free meanwhile.
        let kept = RecordedDump(
            dump: dump,
            parts: keptParts,
            elements: buffer.map { RecordedElements(bytes, in: $0) }
        )
        queue.withGate { held in
            held.withDumps(of: log) { $0.recorder.put(kept, limits: limits) }
        }
    }

    /// Writes the recorder's contents.
    func writeFlightRecorder(reason: String, step: Int?) {
        guard queue.options.flightRecorder != nil, !DumpContext.isWritingRecorder else { return }
        let kept = queue.withGate { held in
            waitForRecorder(held)
            return held.withDumps(of: log) { dumps in
                let kept = dumps.recorder.takeAll()
                dumps.isWritingRecorder = !kept.isEmpty
                return kept
            }
        }
        guard let last = kept.last else { return }
        DumpContext.$isWritingRecorder.withValue(true) {
            for recorded in kept { write(recorded) }
            let lastStep = queue.withGate { held in
                log.withState(of: Self.reasonTag, held) { Int($0.pointee.lastStep) }
            }
            let reasonStep = max(step ?? last.dump.step, last.dump.step, lastStep)
            addText(Self.reasonTag, reason, step: reasonStep)
        }
        let isFirst = queue.withGate { held in
            queue.signal()
            return held.withDumps(of: log) { dumps in
                dumps.recorder.giveBack(kept)
                dumps.isWritingRecorder = false
                return dumps.noteTrigger()
            }
        }
        // Whatever broke the training may well break the program next. Later there is less to lose.
        if isFirst { queue.drain(sealing: true) }
    }

    private static let reasonTag = "flight_recorder"

    /// Waits while another thread writes the recorder's contents: steps must not go back.
    func waitForRecorder() {
        guard queue.options.flightRecorder != nil, !DumpContext.isWritingRecorder else { return }
        queue.withGate { held in waitForRecorder(held) }
    }

    private func waitForRecorder(_ held: borrowing HeldGate) {
        while held.withDumps(of: log, { $0.isWritingRecorder }) { queue.wait(held) }
    }

    private func write(_ recorded: RecordedDump) {
        let dump = recorded.dump
        var parts = recorded.parts
        let hasRoom = queue.withGate { held in
            // If a later step was already written, TensorBoard would drop it.
            for (part, tag) in dump.tags.all {
                let lastStep = log.withState(of: tag, held) { $0.pointee.lastStep }
                if lastStep > Int64(dump.step) { parts.remove(part) }
            }
            let limit = queue.options.queueByteLimit
            return held.queue.sealedByteCount + recorded.byteCount * 2 <= limit
        }
        // Evidence that is dropped for lack of room was kept in vain.
        if !hasRoom { queue.drain(sealing: true) }
        guard let elements = recorded.elements else { return _ = write(dump, parts, nil) }
        elements.withBytes { _ = write(dump, parts, $0) }
    }
}

extension DumpTags {
    /// The tags of each part.
    fileprivate var all: [(DumpParts, String)] {
        [
            (.digest, digest), (.tensor, tensor), (.histogram, name), (.scalars, nonFinite),
            (.scalars, maxMagnitude),
        ]
    }
}
