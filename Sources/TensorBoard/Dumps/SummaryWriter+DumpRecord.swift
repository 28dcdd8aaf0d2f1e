internal import TFRecord
internal import TensorBoardEvents

extension SummaryWriter {
    /// Puts a dump into the queue, as one event.
    ///
    /// - Parameters:
    ///   - dump: The dump.
    ///   - parts: What to write of it.
    ///   - bytes: Its elements; nil where they are not there any more.
    /// - Returns: The bytes that it takes in the file.
    func write(
        _ dump: MeasuredDump,
        _ parts: DumpParts,
        _ bytes: UnsafeRawBufferPointer?
    ) -> Int {
        var values = dump.values(parts, bytes)
        let whole = parts.contains(.tensor) ? content(of: dump, bytes) : nil
        let tag = dump.tags.name
        guard !values.isEmpty || whole != nil else { return 0 }

        var hasMetadata = false
        let odd = queue.gate.withLock {
            hasMetadata = self.hasMetadata(dump.tags.tensor)
            return prepare(&values, dump, hasTensor: whole != nil)
        }
        tell(odd, tag, step: Int64(dump.step))
        var (before, after) = (WireWriter(), WireWriter())
        for value in values {
            before.message(FieldNumber.Summary.value) { value.pack(into: &$0) }
        }
        if let whole {
            if !hasMetadata {
                let metadata = dump.metadata(.tensor)
                after.message(FieldNumber.Value.metadata) { metadata.pack(into: &$0) }
            }
            before.tensorHead(dump, contentByteCount: whole.count, restByteCount: after.bytes.count)
        }
        guard enqueue(before.bytes, whole, after.bytes, dump) else {
            noteDrop(of: values.count + (whole == nil ? 0 : 1), tag: tag, step: dump.step)
            return 0
        }
        queue.gate.withLock {
            for value in values { noteMetadata(value.metadata, of: value.tag) }
            if whole != nil, !hasMetadata {
                noteMetadata(dump.metadata(.tensor), of: dump.tags.tensor)
            }
        }
        return before.bytes.count + (whole?.count ?? 0) + after.bytes.count
    }

    /// The elements, where a record can hold them.
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

    /// Notes the tags, and takes away the metadata that the file has; the gate is held.
    ///
    /// - Returns: What is odd, told once for all of the dump's tags.
    private func prepare(
        _ values: inout [Summary.Value],
        _ dump: MeasuredDump,
        hasTensor: Bool
    ) -> TagWarnings {
        var odd: TagWarnings = []
        for index in values.indices {
            let plugin = values[index].metadata?.pluginHash ?? 0
            log.withState(of: values[index].tag) { state in
                odd.formUnion(state.pointee.note(step: Int64(dump.step), plugin: plugin))
                if state.pointee.hasMetadata { values[index].metadata = nil }
            }
        }
        guard hasTensor else { return odd }
        return log.withState(of: dump.tags.tensor) {
            odd.union($0.pointee.note(step: Int64(dump.step), plugin: DumpMetadata.pluginHash))
        }
    }

    /// The gate is held.
    private func hasMetadata(_ tag: String) -> Bool {
        log.withState(of: tag) { $0.pointee.hasMetadata }
    }

    /// The gate is held.
    private func noteMetadata(_ metadata: SummaryMetadata?, of tag: String) {
        guard let metadata else { return }
        log.withState(of: tag) { $0.pointee.hasMetadata = true }
        log.state.pointee.metadata[tag] = metadata
    }

    /// Lays out the event, its large content straight from the tensor.
    private func enqueue(
        _ before: [UInt8],
        _ content: UnsafeRawBufferPointer?,
        _ after: [UInt8],
        _ dump: MeasuredDump
    ) -> Bool {
        let step = Int64(dump.step)
        let content = content ?? UnsafeRawBufferPointer(start: nil, count: 0)
        let byteCount = before.count + content.count + after.count
        return queue.append(
            RecordComposer.eventByteCount(step: step, summaryByteCount: byteCount),
            to: log
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
    /// What `SummaryMetadata.pluginHash` is for the plugin.
    static let pluginHash = SummaryMetadata(pluginName: pluginName).pluginHash
}

extension WireWriter {
    /// The value that holds a dump's tensor, up to the bytes of its content.
    ///
    /// - Parameters:
    ///   - dump: The dump.
    ///   - contentByteCount: How many bytes of content follow.
    ///   - restByteCount: How many bytes of the value follow these.
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
