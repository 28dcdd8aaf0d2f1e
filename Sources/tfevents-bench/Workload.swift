import ArgumentParser
import SystemPackage
import TFRecord
import TensorBoardEvents

/// A file to measure on, made from nothing but its description.
enum Workload: String, CaseIterable, ExpressibleByArgument {
    /// One million scalar events over 20 tags, as PyTorch writes them.
    case scalars
    /// One million scalar events over 20 tags, as TensorFlow 2 writes them.
    case scalars2
    /// 1 GiB of float tensors of 1 MiB each.
    case tensors
    /// 350 MB of legacy histograms of 1,549 buckets.
    case histograms

    /// Writes the file unless it is there already.
    func prepare(in directory: FilePath) throws -> FilePath {
        let path = directory.appending("\(rawValue).tfevents")
        if (try? FileDescriptor.open(path, .readOnly).close()) != nil { return path }
        var file = try BufferedRecords(creating: path)
        var event = WireWriter()
        event.double(FieldNumber.Event.wallTime, Self.start)
        event.delimited(FieldNumber.Event.fileVersion, "brain.Event:2".utf8)
        try file.add(event.bytes)
        for index in 0..<eventCount {
            event.removeAll()
            event.double(FieldNumber.Event.wallTime, Self.start + Double(index) / 100)
            event.varint(FieldNumber.Event.step, UInt64(index / Self.tagCount))
            event.message(FieldNumber.Event.summary) { summary in
                summary.message(FieldNumber.Summary.value) { value(index, &$0) }
            }
            try file.add(event.bytes)
        }
        try file.close()
        return path
    }

    private var eventCount: Int {
        switch self {
        case .scalars, .scalars2: 1_000_000
        case .tensors: 1_024
        case .histograms: 14_000
        }
    }

    private func value(_ index: Int, _ value: inout WireWriter) {
        let number = Float(index % 1_000) / 1_000
        value.delimited(FieldNumber.Value.tag, "train/loss_\(index % Self.tagCount)".utf8)
        switch self {
        case .scalars:
            value.float(FieldNumber.Value.simpleValue, number)
        case .scalars2:
            value.message(FieldNumber.Value.tensor) { tensor in
                tensor.varint(FieldNumber.Tensor.dtype, 1)
                tensor.delimited(FieldNumber.Tensor.shape, [])
                tensor.packed(FieldNumber.Tensor.content, fixed: [number.bitPattern])
            }
            value.message(FieldNumber.Value.metadata) { metadata in
                metadata.message(FieldNumber.Metadata.pluginData) { plugin in
                    plugin.delimited(FieldNumber.Metadata.pluginName, "scalars".utf8)
                }
                metadata.varint(FieldNumber.Metadata.dataClass, 1)
            }
        case .tensors:
            value.message(FieldNumber.Value.tensor) { tensor in
                tensor.varint(FieldNumber.Tensor.dtype, 1)
                tensor.message(FieldNumber.Tensor.shape) { shape in
                    for _ in 0..<2 {
                        shape.message(FieldNumber.Shape.dimension) { $0.varint(1, 512) }
                    }
                }
                tensor.packed(
                    FieldNumber.Tensor.content,
                    fixed: [UInt32](repeating: number.bitPattern, count: 512 * 512)
                )
            }
        case .histograms:
            value.message(FieldNumber.Value.histogram) { histogram in
                histogram.double(FieldNumber.Histogram.min, -1)
                histogram.double(FieldNumber.Histogram.max, 1)
                histogram.double(FieldNumber.Histogram.num, 1_549)
                let buckets = (0..<1_549).map { Double($0).bitPattern }
                histogram.packed(FieldNumber.Histogram.bucketLimit, fixed: buckets)
                histogram.packed(FieldNumber.Histogram.bucket, fixed: buckets)
            }
        }
    }

    private static let tagCount = 20
    private static let start = 1_700_000_000.0
}

/// Gathers records into large writes.
private struct BufferedRecords: ~Copyable {
    private let file: FileDescriptor
    private var bytes: [UInt8] = []

    init(creating path: FilePath) throws {
        file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .truncate],
            permissions: [.ownerReadWrite, .groupRead]
        )
    }

    mutating func add(_ payload: [UInt8]) throws {
        RecordFormat.append(payload, to: &bytes)
        if bytes.count >= 4 << 20 { try flush() }
    }

    mutating func close() throws {
        try flush()
        try file.close()
    }

    private mutating func flush() throws {
        try file.writeAll(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
