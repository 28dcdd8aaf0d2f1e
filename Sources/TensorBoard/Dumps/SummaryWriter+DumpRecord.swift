internal import TFRecord
internal import TensorBoardEvents

extension SummaryWriter {
    /// Puts a dump into the queue, as one event.
    ///
    /// - Parameters:
    ///   - dump: The dump.
    ///   - parts: What to write of it.
    ///   - bytes: Its elements; `nil` if they no longer exist.
    /// - Returns: The bytes that it needs in the file.
    func write(
        _ dump: MeasuredDump,
        _ parts: DumpParts,
        _ bytes: UnsafeRawBufferPointer?
    ) -> Int {
        let values = dump.values(parts, bytes)
        let whole = parts.contains(.tensor) ? content(of: dump, bytes) : nil
        let tag = dump.tags.name
        guard !values.isEmpty || whole != nil else { return 0 }

        let odd = queue.withGate { held in
            note(values, dump, hasTensor: whole != nil, held)
        }
        tell(odd, tag, step: Int64(dump.step))
        while true {
            var written = values
            var metadata = whole == nil ? nil : dump.metadata(.tensor)
            let generation = queue.withGate { held in
                for index in written.indices where hasMetadata(written[index].tag, held) {
                    written[index].metadata = nil
                }
                if hasMetadata(dump.tags.tensor, held) { metadata = nil }
                return held[log].fileGeneration
            }
            let (before, after) = Self.around(whole, written, metadata, of: dump)
            let result = enqueue(before, whole, after, dump, generation: generation) { held in
                for value in written { noteMetadata(value.metadata, of: value.tag, held) }
                noteMetadata(metadata, of: dump.tags.tensor, held)
            }
            switch result {
            case .kept: return before.count + (whole?.count ?? 0) + after.count
            // Another file has replaced the one with the tags' metadata.
            case .stale: continue
            case .dropped:
                noteDrop(of: values.count + (whole == nil ? 0 : 1), tag: tag, step: dump.step)
                return 0
            }
        }
    }

    /// The bytes before and after the tensor's elements.
    private static func around(
        _ whole: UnsafeRawBufferPointer?,
        _ values: [Summary.Value],
        _ metadata: SummaryMetadata?,
        of dump: MeasuredDump
    ) -> (before: [UInt8], after: [UInt8]) {
        var (before, after) = (WireWriter(), WireWriter())
        for value in values {
            before.message(FieldNumber.Summary.value) { value.pack(into: &$0) }
        }
        if let metadata {
            after.message(FieldNumber.Value.metadata) { metadata.pack(into: &$0) }
        }
        if let whole {
            before.tensorHead(dump, contentByteCount: whole.count, restByteCount: after.bytes.count)
        }
        return (before.bytes, after.bytes)
    }

    /// The elements, if a record can hold them.
    private func content(
        of dump: MeasuredDump,
        _ bytes: UnsafeRawBufferPointer?
    ) -> UnsafeRawBufferPointer? {
        guard let bytes else { return nil }
        guard bytes.count > RecordLimit.mediaByteCount else { return bytes }
        warn(
            .invalidValue,
            dump.tags.tensor,
            step: dump.step,
            "a record holds less than 2 GiB, and the tensor is larger: only numbers about it were "
                + "written; dump parts of it"
        )
        return nil
    }

    /// Records the tags.
    ///
    /// - Returns: What is odd, reported once for all of the dump's tags.
    private func note(
        _ values: [Summary.Value],
        _ dump: MeasuredDump,
        hasTensor: Bool,
        _ held: borrowing HeldGate
    ) -> TagWarnings {
        var odd: TagWarnings = []
        for value in values {
            let plugin = value.metadata?.pluginHash ?? 0
            log.withState(of: value.tag, held) { state in
                odd.formUnion(state.pointee.note(step: Int64(dump.step), plugin: plugin))
            }
        }
        guard hasTensor else { return odd }
        return log.withState(of: dump.tags.tensor, held) {
            odd.union($0.pointee.note(step: Int64(dump.step), plugin: DumpMetadata.pluginHash))
        }
    }

    private func hasMetadata(_ tag: String, _ held: borrowing HeldGate) -> Bool {
        log.withState(of: tag, held) { $0.pointee.hasMetadata }
    }

    private func noteMetadata(
        _ metadata: SummaryMetadata?,
        of tag: String,
        _ held: borrowing HeldGate
    ) {
        if let metadata { log.noteMetadata(metadata, of: tag, held) }
    }

    /// Lays out the event, with its large content straight from the tensor.
    private func enqueue(
        _ before: [UInt8],
        _ content: UnsafeRawBufferPointer?,
        _ after: [UInt8],
        _ dump: MeasuredDump,
        generation: Int,
        kept: (borrowing HeldGate) -> Void
    ) -> EventQueue.Appended {
        let step = Int64(dump.step)
        let content = content ?? UnsafeRawBufferPointer(start: nil, count: 0)
        let byteCount = before.count + content.count + after.count
        return queue.append(
            RecordComposer.eventByteCount(step: step, summaryByteCount: byteCount),
            to: log,
            generation: generation,
            kept: kept
        ) { composer in
            let start = composer.end
            composer.eventHead(
                wallTime: dump.wallTime,
                step: step,
                summaryByteCount: byteCount
            )
            var checksum = composer.checksum(from: start, 0)
            before.withUnsafeBytes { composer.bytes($0, checksum: &checksum) }
            composer.bytes(content, checksum: &checksum)
            after.withUnsafeBytes { composer.bytes($0, checksum: &checksum) }
            return checksum
        }
    }
}

extension DumpMetadata {
    /// The plugin's `SummaryMetadata.pluginHash`.
    static let pluginHash = SummaryMetadata(pluginName: pluginName).pluginHash
}

extension WireWriter {
    /// The value that holds a dump's tensor, up to the bytes of its content.
    ///
    /// - Parameters:
    ///   - dump: The dump.
    ///   - contentByteCount: The number of bytes of content that follow.
    ///   - restByteCount: The number of bytes of the value after the content.
    fileprivate mutating func tensorHead(
        _ dump: MeasuredDump,
        contentByteCount: Int,
        restByteCount: Int
    ) {
        var tensor = WireWriter()
        tensor.scalar(FieldNumber.Tensor.dtype, Int64(dump.digest.dtype.rawValue))
        let shape = TensorShape(dump.digest.shape.map(Int64.init))
        tensor.message(FieldNumber.Tensor.shape) { shape.pack(into: &$0) }
        if contentByteCount > 0 {
            tensor.head(FieldNumber.Tensor.content, byteCount: contentByteCount)
        }
        var value = WireWriter()
        value.delimited(FieldNumber.Value.tag, dump.tags.tensor.utf8)
        value.head(
            FieldNumber.Value.tensor,
            byteCount: tensor.bytes.count + contentByteCount
        )
        value.append(tensor.bytes)
        head(
            FieldNumber.Summary.value,
            byteCount: value.bytes.count + contentByteCount + restByteCount
        )
        append(value.bytes)
    }
}
