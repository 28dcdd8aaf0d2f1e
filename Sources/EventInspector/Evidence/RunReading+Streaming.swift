internal import Logdirs
internal import TFRecord
internal import TensorBoardEvents

/// Events that are too large for the reader's buffer, for whatever reason.
///
/// They are walked as they stream past. A long name is shortened on the way, so that only tensors
/// are brought into memory, as far as the extent allows.
extension RunReading {
    /// Reads the record whose payload streams past.
    func readStreamed(_ reader: inout RecordReader) throws(RecordError) {
        if mayHoldExamples,
            case .example = RecordKind(beginning: try reader.peekPayload(Self.beginningByteCount))
        {
            _ = try reader.finishPayload()
            return
        }
        var stream = EventStream(byteCount: reader.remainingPayloadByteCount)
        while let value = try stream.next(&reader) {
            switch value {
            case .whole(let bytes):
                if isWanted(stream.step) {
                    read(ValueView(bytes), step: stream.step, wallTime: stream.wallTime)
                }
            case .streamed(let byteCount) where isWanted(stream.step):
                try streamed.read(
                    byteCount,
                    contentLimit: extent.tensorByteCount,
                    &reader
                )
                readStreamedValue(step: stream.step, wallTime: stream.wallTime)
            case .graph(let byteCount) where needsGraph && byteCount <= Self.graphByteCount:
                streamed.content.removeAll(keepingCapacity: true)
                while let chunk = try stream.nextGraphChunk(&reader) {
                    streamed.content.append(contentsOf: chunk)
                }
                streamed.content.withUnsafeBytes { takeGraph($0) }
            case .streamed, .graph: break
            }
        }
        _ = try reader.finishPayload()
    }

    /// Whether large events of a step are read.
    private func isWanted(_ step: Int64) -> Bool { step == 0 || step >= extent.tensorsFrom }

    /// Reads the value that was streamed last.
    private func readStreamedValue(step: Int64, wallTime: Double) {
        streamed.withParts { name, metadata, content in
            let value = Value(
                name: name,
                metadata: metadata,
                content: content,
                isWhole: streamed.isWhole
            )
            read(value, step: step, wallTime: wallTime)
        }
    }

    private static let beginningByteCount = 32
    /// A larger graph has more layers than a run with this many tags.
    private static let graphByteCount = 8 << 20
}
