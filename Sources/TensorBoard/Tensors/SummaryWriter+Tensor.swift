internal import CKernels
internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs a whole tensor unchanged, for programs to read.
    ///
    /// TensorBoard itself shows it only if `metadata` names a plugin that understands it; a scan
    /// always reads it. Equivalent to PyTorch's `SummaryWriter.add_tensor`.
    ///
    /// ```swift
    /// writer.addTensor("layer1/output", activations.shaped(32, 64), step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - tensor: Any shape, any type but strings.
    ///   - shape: The tensor's dimensions, where it is a flat array; by default its own.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    ///   - metadata: The plugin and its data; PyTorch's `tensor` unless set.
    public func addTensor(
        _ tag: String,
        _ tensor: some TensorSource,
        shape: [Int]? = nil,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        metadata: SummaryMetadata = SummaryMetadata(pluginName: "tensor", dataClass: .tensor)
    ) {
        let step = Int(clamping: step)
        let name = tag.isEmpty ? TagWarnings.nameForEmptyTag : tag
        if tag.isEmpty {
            warn(.emptyTag, name, step: step, "the tag is empty; it was written as \"\(name)\"")
        }
        let time = finiteTime(wallTime, name, step: step)
        let tensor = tensor.shaped(shape ?? tensor.tensorShape)
        tensor.withTensorBytes { bytes in
            guard let problem = tensor.problem(byteCount: bytes.count) else {
                let head = TensorHead(tensor, byteCount: bytes.count)
                add(name, head, bytes, metadata, step: Int64(step), wallTime: time)
                return
            }
            warn(.invalidValue, name, step: step, problem)
        }
        guard case .record = queue.options.nonFinitePolicy else {
            return noticeIfNotFinite(name, tensor, step: step)
        }
    }

    private func add(
        _ tag: String,
        _ head: TensorHead,
        _ content: UnsafeRawBufferPointer,
        _ metadata: SummaryMetadata,
        step: Int64,
        wallTime: Double
    ) {
        let (odd, first) = queue.withGate { held in
            log.withState(of: tag, held) { state in
                let odd = state.pointee.note(step: step, plugin: metadata.pluginHash)
                return (odd, (state.pointee.hasMetadata, held[log].fileGeneration))
            }
        }
        tell(odd, tag, step: step)
        var (hasMetadata, generation) = first
        while true {
            let message = TensorMessage(tag, head, content.count, hasMetadata ? nil : metadata)
            let byteCount = RecordComposer.eventByteCount(
                step: step,
                summaryByteCount: message.summaryByteCount
            )
            guard fits(byteCount, valueCount: 1, tag: tag, step: Int(step)) else { return }
            let result = queue.append(byteCount, to: log, generation: generation) { held in
                if !hasMetadata { log.noteMetadata(metadata, of: tag, held) }
            } compose: { composer in
                message.compose(&composer, content, step: step, wallTime: wallTime)
            }
            switch result {
            case .kept: return
            case .dropped: return noteDrop(of: 1, tag: tag, step: Int(step))
            case .stale:
                // Another file has replaced the one with the tag's metadata.
                (hasMetadata, generation) = queue.withGate { held in
                    log.withState(of: tag, held) {
                        ($0.pointee.hasMetadata, held[log].fileGeneration)
                    }
                }
            }
        }
    }
}

/// The fields of a summary with one tensor, without the bytes of its content.
private struct TensorMessage {
    let summaryByteCount: Int
    private let before: [UInt8]
    private let after: [UInt8]

    init(_ tag: String, _ head: TensorHead, _ contentByteCount: Int, _ metadata: SummaryMetadata?) {
        var (before, after) = (WireWriter(), WireWriter())
        before.delimited(FieldNumber.Value.tag, tag.utf8)
        before.head(FieldNumber.Value.tensor, byteCount: head.bytes.count + contentByteCount)
        before.append(head.bytes)
        if let metadata {
            after.message(FieldNumber.Value.metadata) { metadata.pack(into: &$0) }
        }
        let valueByteCount = before.bytes.count + contentByteCount + after.bytes.count
        var value = WireWriter()
        value.head(FieldNumber.Summary.value, byteCount: valueByteCount)
        value.append(before.bytes)
        summaryByteCount = value.bytes.count - before.bytes.count + valueByteCount
        self.before = value.bytes
        self.after = after.bytes
    }

    /// Lays out the whole event.
    ///
    /// - Returns: Its checksum.
    func compose(
        _ composer: inout RecordComposer,
        _ content: UnsafeRawBufferPointer,
        step: Int64,
        wallTime: Double
    ) -> UInt32 {
        let start = composer.end
        composer.eventHead(wallTime: wallTime, step: step, summaryByteCount: summaryByteCount)
        before.withUnsafeBytes { composer.bytes($0) }
        var checksum = composer.checksum(from: start, 0)
        composer.bytes(content, checksum: &checksum)
        let end = composer.end
        after.withUnsafeBytes { composer.bytes($0) }
        return composer.checksum(from: end, checksum)
    }
}

/// The fields of a `TensorProto` up to the bytes of its content.
private struct TensorHead {
    /// TensorFlow's own limit (`TensorShape::MaxDimensions`).
    static let maximumRank = 254

    let bytes: [UInt8]

    init(_ tensor: some TensorSource, byteCount: Int) {
        var message = WireWriter()
        message.scalar(FieldNumber.Tensor.dtype, Int64(tensor.tensorDType.rawValue))
        let shape = TensorShape(tensor.tensorShape.map(Int64.init))
        message.message(FieldNumber.Tensor.shape) { shape.pack(into: &$0) }
        if byteCount > 0 { message.head(FieldNumber.Tensor.content, byteCount: byteCount) }
        bytes = message.bytes
    }
}

extension TensorSource {
    /// The reason why the tensor cannot be written; `nil` if it can.
    func problem(byteCount: Int) -> String? {
        if let mismatch = mismatch(byteCount: byteCount) { return mismatch }
        guard byteCount < 2_147_000_000 else {
            return "a record holds less than 2 GiB, and the tensor is larger; log parts of it"
        }
        return nil
    }

    /// The contradiction between the tensor's shape, type and bytes; `nil` if there is none.
    func mismatch(byteCount: Int) -> String? {
        guard let size = tensorDType.byteCount else {
            return "elements of \(tensorDType) have no size in bytes; convert the tensor"
        }
        guard tensorShape.count <= TensorHead.maximumRank else {
            return "\(tensorShape.count) dimensions are more than the "
                + "\(TensorHead.maximumRank) that a tensor may have; merge some"
        }
        guard let count = elementCount, count <= Int.max / size else {
            let isRagged = tensorShape.contains(NestedTensor.raggedSize)
            return "no tensor can have the shape \(tensorShape)"
                + (isRagged ? "; nested arrays must have equal lengths" : "")
        }
        guard count * size == byteCount else {
            return "\(byteCount) bytes are not a \(tensorDType) tensor of shape \(tensorShape), "
                + "which has \(count * size); check the shape"
        }
        return nil
    }
}

extension DataType {
    /// The size of an element in `tensor_content`; `nil` if it has none.
    var byteCount: Int? {
        switch self {
        case .uint8, .int8, .bool, .float8E5M2, .float8E4M3FN, .float8E4M3FNUZ,
            .float8E4M3B11FNUZ, .float8E5M2FNUZ, .float4E2M1FN:
            1
        case .half, .bfloat16, .int16, .uint16: 2
        case .float, .int32, .uint32: 4
        case .double, .int64, .uint64, .complex64: 8
        case .complex128: 16
        default: nil
        }
    }
}
