import SystemPackage
import TFRecord
import TensorBoardEvents

/// A file of events of one kind.
struct EventWorkload {
    /// The content of each event.
    enum Content {
        /// A number as PyTorch writes it.
        case simpleValue
        /// A number as TensorFlow 2 writes it.
        case scalarTensor
        /// 1 MiB of elements.
        case tensor(DataType)
        /// 1,549 buckets, as TensorFlow 1 and PyTorch make them.
        case histogram
        /// 100 kB that look like an encoded image.
        case image
    }

    private(set) var eventCount: Int
    private let tagCount: Int
    private let content: Content
    private let isCompressed: Bool
    /// Whether the numbers of the second half are NaN.
    private let breaks: Bool

    init(
        _ eventCount: Int,
        tags: Int,
        _ content: Content,
        isCompressed: Bool = false,
        breaks: Bool = false
    ) {
        self.eventCount = eventCount
        self.tagCount = tags
        self.content = content
        self.isCompressed = isCompressed
        self.breaks = breaks
    }

    /// 41 records of scalars.
    static let smallRun = EventWorkload(40, tags: 2, .simpleValue)

    /// The same, with a given number of events.
    func of(_ eventCount: Int) -> EventWorkload {
        var other = self
        other.eventCount = eventCount
        return other
    }

    /// Writes the file into a directory, which is created.
    func write(to directory: FilePath) throws {
        var file = try RecordFile(in: directory, isCompressed: isCompressed)
        var event = WireWriter()
        event.double(FieldNumber.Event.wallTime, Self.start)
        event.delimited(FieldNumber.Event.fileVersion, "brain.Event:2".utf8)
        try file.add(event.bytes)
        let body = bodyOfAll
        for index in 0..<eventCount {
            event.removeAll()
            event.double(FieldNumber.Event.wallTime, Self.start + Double(index) / 100)
            event.varint(FieldNumber.Event.step, UInt64(index / tagCount))
            event.message(FieldNumber.Event.summary) { summary in
                summary.message(FieldNumber.Summary.value) { value in
                    let tag = "layer_\(index % tagCount)/loss"
                    value.delimited(FieldNumber.Value.tag, tag.utf8)
                    let number = Float(index % 1_000) / 1_000
                    let isBroken = breaks && index >= eventCount / 2
                    write(isBroken ? .nan : number, body, to: &value)
                }
            }
            try file.add(event.bytes)
        }
        try file.close()
    }

    private func write(_ number: Float, _ body: [UInt8], to value: inout WireWriter) {
        switch content {
        case .simpleValue:
            value.float(FieldNumber.Value.simpleValue, number)
        case .scalarTensor:
            value.message(FieldNumber.Value.tensor) { tensor in
                tensor.varint(FieldNumber.Tensor.dtype, 1)
                tensor.delimited(FieldNumber.Tensor.shape, [])
                tensor.packed(FieldNumber.Tensor.content, fixed: [number.bitPattern])
            }
            value.message(FieldNumber.Value.metadata) { metadata in
                metadata.message(FieldNumber.Metadata.pluginData) { plugin in
                    plugin.delimited(FieldNumber.Metadata.pluginName, "scalars".utf8)
                }
            }
        case .tensor:
            value.delimited(FieldNumber.Value.tensor, body)
            value.tensorMetadata()
        case .histogram: value.delimited(FieldNumber.Value.histogram, body)
        case .image: value.delimited(FieldNumber.Value.image, body)
        }
    }

    /// The content that all events share, serialized.
    private var bodyOfAll: [UInt8] {
        var body = WireWriter()
        var random = RandomNumbers()
        switch content {
        case .simpleValue, .scalarTensor: break
        case .tensor(let type):
            body.varint(FieldNumber.Tensor.dtype, UInt64(type.rawValue))
            body.message(FieldNumber.Tensor.shape) { shape in
                shape.message(FieldNumber.Shape.dimension) {
                    $0.varint(1, UInt64(Self.tensorByteCount / type.elementByteCount))
                }
            }
            body.delimited(FieldNumber.Tensor.content, random.elements(type))
        case .histogram:
            body.double(FieldNumber.Histogram.min, -1)
            body.double(FieldNumber.Histogram.max, 1)
            body.double(FieldNumber.Histogram.num, 1_549)
            let buckets = (0..<1_549).map { Double($0).bitPattern }
            body.packed(FieldNumber.Histogram.bucketLimit, fixed: buckets)
            body.packed(FieldNumber.Histogram.bucket, fixed: buckets)
        case .image:
            body.varint(FieldNumber.Image.height, 256)
            body.varint(FieldNumber.Image.width, 256)
            body.varint(FieldNumber.Image.colorspace, 3)
            body.delimited(FieldNumber.Image.encodedImage, (0..<100_000).map { _ in random.byte() })
        }
        return body.bytes
    }

    static let tensorByteCount = 1 << 20
    static let start = 1_700_000_000.0
}

extension WireWriter {
    /// Metadata of a tensor; TensorBoard's data server drops a tensor whose class is not stated.
    mutating func tensorMetadata() {
        message(FieldNumber.Value.metadata) { metadata in
            metadata.message(FieldNumber.Metadata.pluginData) { plugin in
                plugin.delimited(FieldNumber.Metadata.pluginName, "tensor".utf8)
            }
            let dataClass = SummaryMetadata.DataClass.tensor
            metadata.varint(FieldNumber.Metadata.dataClass, UInt64(dataClass.rawValue))
        }
    }
}

extension DataType {
    fileprivate var elementByteCount: Int {
        switch self {
        case .double: 8
        case .half, .bfloat16: 2
        default: 4
        }
    }
}

extension RandomNumbers {
    /// 1 MiB of finite numbers.
    fileprivate mutating func elements(_ type: DataType) -> [UInt8] {
        var bytes = (0..<EventWorkload.tensorByteCount).map { _ in byte() }
        // The exponent's upper bits are in each element's last byte: no number is infinite.
        for last in stride(
            from: type.elementByteCount - 1,
            to: bytes.count,
            by: type.elementByteCount
        ) {
            bytes[last] &= 0xbf
        }
        return bytes
    }
}
