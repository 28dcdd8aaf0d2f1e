internal import Platform
internal import TFRecord
internal import TensorBoardEvents

// Encoding values, apart from the threads that log.
extension EventQueue {
    /// The values whose records do not exist yet.
    struct Unencoded {
        /// Those that no thread encodes, the oldest first.
        var waiting: [UnencodedValue] = []
        /// The numbers of those that threads encode.
        var underWay: Set<Int> = []
        /// The memory that both keep alive.
        var byteCount = 0
        var lastNumber = 0
    }

    /// The outcome of adding a value that is not encoded yet.
    enum AppendedUnencoded {
        case kept(TagWarnings)
        case dropped
        /// So many wait for their encoding that the caller should encode this one.
        case crowded
    }

    /// Adds a value that a thread of the writers encodes.
    ///
    /// Such values take up no more than half of the queue: with more, the disk would have to be
    /// blamed for what the encoder is too slow for.
    func append(_ value: UnencodedValue, metadata: SummaryMetadata) -> AppendedUnencoded {
        let run = value.run
        return withGate { held in
            let byteCount = held.queue.unencoded.byteCount + value.byteCount
            guard byteCount <= options.queueByteLimit / 2 else { return .crowded }
            guard hasRoom(for: value.byteCount, in: run, held) else { return .dropped }
            held.queue.unencoded.lastNumber += 1
            held[value].number = held.queue.unencoded.lastNumber
            let odd = run.withState(of: value.tag, held) { state in
                held[value].hasMetadata = !state.pointee.hasMetadata
                return state.pointee.note(step: Int64(value.step), plugin: metadata.pluginHash)
            }
            if held[value].hasMetadata { run.noteMetadata(metadata, of: value.tag, held) }
            sealCompactly(run, held)
            notePending(held)
            held.queue.sealedByteCount += value.byteCount
            held.queue.unencoded.byteCount += value.byteCount
            held.queue.unencoded.waiting.append(value)
            held[run].sealed.append(.value(value))
            wakeWorker(held)
            return .kept(odd)
        }
    }

    /// Queues the run's open chunk in no more memory than it needs, since many may follow.
    private func sealCompactly(_ run: RunLog, _ held: borrowing HeldGate) {
        if let open = held[run].open, open.count > 0, open.count < open.capacity / 4 {
            var copy = Chunk(capacity: open.count)
            copy.start.copyMemory(from: open.start, byteCount: open.count)
            copy.count = open.count
            held.queue.pool.give(open)
            held[run].open = copy
        }
        seal(run, held)
    }

    /// Encodes values that were logged before, and waits for those that other threads encode.
    ///
    /// The files are free meanwhile: a process that forks does not wait for it.
    ///
    /// - Parameters:
    ///   - limit: The number of values to encode.
    ///   - patience: Nanoseconds to wait for the other threads; `nil` for as long as it takes.
    func encodeValues(limit: Int, patience: Int64?) {
        let deadline = patience.map { Clock.monotonic + $0 }
        let last = withGate { held in held.queue.unencoded.lastNumber }
        for _ in 0..<limit {
            let next = withGate { held in nextUnencoded(last, deadline: deadline, held) }
            guard let (value, encode) = next else { return }
            let encoded = encode()
            setRecord(of: value, encoded.value)
            for warning in encoded.warnings {
                warn(warning.code, value.tag, of: value.run, step: value.step, warning.message)
            }
        }
    }

    /// Takes up the oldest value that no thread encodes; `nil` if all up to `last` are encoded.
    private func nextUnencoded(
        _ last: Int,
        deadline: Int64?,
        _ held: borrowing HeldGate
    ) -> (UnencodedValue, encode: @Sendable () -> EncodedValue)? {
        while true {
            if let value = held.queue.unencoded.waiting.first, held[value].number <= last,
                case .waiting(let encode) = held[value].progress
            {
                held.queue.unencoded.waiting.removeFirst()
                held.queue.unencoded.underWay.insert(held[value].number)
                // What the function keeps alive is freed with the encoding.
                held[value].progress = .underWay
                return (value, encode)
            }
            guard held.queue.unencoded.underWay.contains(where: { $0 <= last }) else { return nil }
            let rest = deadline.map { $0 - Clock.monotonic } ?? .max
            guard rest > 0 else { return nil }
            wait(nanoseconds: rest, held)
        }
    }

    /// Puts a value's record in its place, or nothing if it cannot be shown.
    private func setRecord(of value: UnencodedValue, _ encoded: Summary.Value?) {
        var hasMetadata = withGate { held in held[value].hasMetadata }
        while true {
            let chunk = encoded.map { Chunk(value.payload($0, hasMetadata: hasMetadata)) }
            let isDone = withGate { held in
                // Another file may have replaced the one with the tag's metadata.
                guard held[value].hasMetadata == hasMetadata || chunk == nil else {
                    hasMetadata = held[value].hasMetadata
                    return false
                }
                settle(value, chunk, held)
                return true
            }
            if isDone { return }
            chunk?.deallocate()
        }
    }

    private func settle(_ value: UnencodedValue, _ chunk: Chunk?, _ held: borrowing HeldGate) {
        defer { signal() }
        held.queue.unencoded.underWay.remove(held[value].number)
        // It may have been dropped meanwhile.
        guard held[value].isUnencoded else {
            chunk?.deallocate()
            return
        }
        held.queue.unencoded.byteCount -= value.byteCount
        held.queue.sealedByteCount += (chunk?.count ?? 0) - value.byteCount
        held[value].progress = chunk.map { .encoded($0) } ?? .omitted
        // The tag's next value brings the metadata.
        if chunk == nil, held[value].hasMetadata {
            value.run.withState(of: value.tag, held) { $0.pointee.hasMetadata = false }
        }
    }

    /// Forgets a value that was not encoded in time.
    func omit(_ value: UnencodedValue, _ held: borrowing HeldGate) {
        guard held[value].isUnencoded else { return }
        held[value].progress = .omitted
        held.queue.unencoded.byteCount -= value.byteCount
        held.queue.unencoded.waiting.removeAll { $0 === value }
    }
}

extension Chunk {
    /// The record of a payload.
    fileprivate init(_ payload: [UInt8]) {
        self.init(capacity: payload.count + RecordFormat.overheadByteCount)
        var composer = RecordComposer(at: start)
        var checksum: UInt32 = 0
        payload.withUnsafeBytes { composer.bytes($0, checksum: &checksum) }
        count = composer.finish(checksum: checksum)
    }
}
