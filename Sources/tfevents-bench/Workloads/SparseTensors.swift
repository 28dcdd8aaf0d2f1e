import SystemPackage
import TFRecord
import TensorBoardEvents

/// A file of 8 GiB that takes a few megabytes: only the edges of tensors of zeros are written.
///
/// Readers see the full length, with matching checksums; the zeros come from the page cache like
/// any other bytes, once the file has been read.
enum SparseTensors {
    static func write(to directory: FilePath, byteCount: Int = 8 << 30) throws {
        let path = try RecordFile.path(in: directory)
        let file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .truncate],
            permissions: [.ownerReadWrite, .groupRead]
        )
        try file.closeAfter {
            var offset: Int64 = 0
            for step in 0..<max(1, byteCount >> 20) {
                let record = record(step)
                try file.writeAll(toAbsoluteOffset: offset, record.prefix(edge))
                let end = offset + Int64(record.count)
                try file.writeAll(toAbsoluteOffset: end - Int64(edge), record.suffix(edge))
                offset = end
            }
        }
    }

    private static func record(_ step: Int) -> [UInt8] {
        var event = WireWriter()
        event.double(FieldNumber.Event.wallTime, EventWorkload.start + Double(step))
        event.varint(FieldNumber.Event.step, UInt64(step))
        event.message(FieldNumber.Event.summary) { summary in
            summary.message(FieldNumber.Summary.value) { value in
                value.delimited(FieldNumber.Value.tag, "activations".utf8)
                value.message(FieldNumber.Value.tensor) { tensor in
                    tensor.varint(FieldNumber.Tensor.dtype, 1)
                    tensor.message(FieldNumber.Tensor.shape) { shape in
                        shape.message(FieldNumber.Shape.dimension) { $0.varint(1, 1 << 18) }
                    }
                    tensor.delimited(FieldNumber.Tensor.content, zeros)
                }
                value.tensorMetadata()
            }
        }
        var record: [UInt8] = []
        RecordFormat.append(event.bytes, to: &record)
        return record
    }

    private static let zeros = [UInt8](repeating: 0, count: EventWorkload.tensorByteCount)
    private static let edge = 128
}
